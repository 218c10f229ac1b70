import type { Tx } from "~/platform/db.server";

/** Nobody else changes this member's row until the transaction ends; what they write meanwhile may still name the member. */
export async function lockMember(tx: Tx, memberId: number) {
  await tx.$queryRaw`select 1 from "Member" where "id" = ${memberId} for no key update`;
}

/** The same for several members, in the order of their ids. */
export async function lockMembers(tx: Tx, ids: number[]) {
  await tx.$queryRaw`select 1 from "Member" where "id" = any(${ids}::int[]) order by "id" for no key update`;
}
