import { readCitationList } from "~/features/citations/citations.server";
import { inTransaction, type Tx } from "~/platform/db.server";

/** Rewrites the citation list of each post after a source or review changed; its text stays. */
export async function refreshCitationLists(postIds: number[]) {
  for (const postId of postIds) await inTransaction((tx) => refreshCitationList(tx, postId));
}

/** Rewrites one post's list, in the caller's transaction. */
export async function refreshCitationList(tx: Tx, postId: number) {
  await tx.$queryRaw`select 1 from "Post" where "id" = ${postId} for no key update`;
  const citations = JSON.stringify(await readCitationList(tx, postId));
  await tx.$executeRaw`
    update "Post" set "derived" = jsonb_set("derived", '{citations}', ${citations}::jsonb) where "id" = ${postId}`;
}
