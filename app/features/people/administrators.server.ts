import type { Member } from "~/features/auth/auth";
import type { Tx } from "~/platform/db.server";

/**
 * Locks the administrators who can act until the transaction ends, and returns their ids. Two who act on each other at once
 * do so one after the other, so that one always remains.
 */
export async function lockAdministrators(tx: Tx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    select "id" from "Member" where "role" = 'admin' order by "id" for no key update`;
  const active = await tx.member.findMany({
    where: { id: { in: rows.map(({ id }) => id) }, role: "admin", suspendedAt: null, deletedAt: null },
    select: { id: true },
  });
  return active.map(({ id }) => id);
}

/** Whether this administrator is one still, while the others are locked. */
export const mayAct = (administrators: number[], by: Pick<Member, "id">) => administrators.includes(by.id);

/** Whether nobody could administer the site without this member. */
export const isLast = (administrators: number[], memberId: number) =>
  administrators.length === 1 && administrators[0] === memberId;
