import type { Tx } from "~/platform/db.server";

/** Nobody else changes this member's row until the transaction ends; what they write meanwhile may still name the member. */
export async function lockMember(tx: Tx, memberId: number) {
  await tx.$queryRaw`select 1 from "Member" where "id" = ${memberId} for no key update`;
}
