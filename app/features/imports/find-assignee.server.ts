import { asHandle, type Member } from "~/features/auth/auth";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { databaseNow, db } from "~/platform/db.server";

/** The account with this handle, as it is typed; null for none, for one that was erased and for a placeholder. */
export async function findAssignee(handle: string): Promise<Member | null> {
  const row = await db.member.findFirst({
    where: { handle: asHandle(handle), deletedAt: null, importedAs: { none: {} }, importOrigins: { none: {} } },
    select: memberColumns,
  });
  return row && memberOf(row, await databaseNow());
}
