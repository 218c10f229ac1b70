/** Writes to an index of Meilisearch. These functions return once the write is done. */
import { listSearchablePosts } from "~/features/posts/posts.server";
import { rememberFor } from "~/platform/short-memory.server";
import { findIndex, type IndexState } from "./index-state.server";
import { doneByMeili, MeiliFault } from "./meili-client.server";
import { meiliDocument } from "./meili-document";

/** The live index; throws a `MeiliFault` if there is none. It rarely changes. */
export async function liveIndex(): Promise<IndexState> {
  const index = await rememberFor("search-index", 1_000, () => findIndex("live"));
  if (!index) throw new MeiliFault("has no index yet");
  return index;
}

/** Indexes posts in their current state, and removes those that not everybody may read. */
export async function writeToIndex(uid: string, postIds: number[]) {
  if (postIds.length === 0) return;
  const documents = (await listSearchablePosts(postIds)).map(meiliDocument);
  const present = new Set(documents.map(({ id }) => id));
  await dropFromIndex(
    uid,
    postIds.filter((id) => !present.has(id)),
  );
  if (documents.length > 0)
    await doneByMeili((meili) => meili.index(uid).addDocuments(documents, { primaryKey: "id" }));
}

export async function dropFromIndex(uid: string, postIds: number[]) {
  if (postIds.length > 0) await doneByMeili((meili) => meili.index(uid).deleteDocuments(postIds));
}
