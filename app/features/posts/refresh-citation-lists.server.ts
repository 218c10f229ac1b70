import { readCitationList } from "~/features/citations/citations.server";
import { inTransaction, type Tx } from "~/platform/db.server";

/** Writes each post's list of what it cites anew, when something about a source or a review has changed; the text stays as it is. */
export async function refreshCitationLists(postIds: number[]) {
  for (const postId of postIds) await inTransaction((tx) => refreshCitationList(tx, postId));
}

/** One of them, in the caller's transaction. */
export async function refreshCitationList(tx: Tx, postId: number) {
  await tx.$queryRaw`select 1 from "Post" where "id" = ${postId} for no key update`;
  const citations = JSON.stringify(await readCitationList(tx, postId));
  await tx.$executeRaw`
    update "Post" set "derived" = jsonb_set("derived", '{citations}', ${citations}::jsonb) where "id" = ${postId}`;
}
