/** What names in a query stand for. */
import { findMemberIds } from "~/features/members/members.server";
import { db } from "~/platform/db.server";
import { found } from "../operation";

/** The member with this handle, also a former one; 404 where nobody has or had it. Undefined where nobody was named. */
export async function idOfMember(handle: string | undefined): Promise<number | undefined> {
  if (handle === undefined) return undefined;
  const name = handle.toLowerCase();
  return found((await findMemberIds(db, [name]))[name], "member");
}
