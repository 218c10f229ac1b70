/** Sends changed posts to Meilisearch. */
import { withSessionLock } from "~/platform/locks.server";
import { writeToIndex } from "./index-documents.server";
import { findIndex, type IndexRole, listChanges, rememberFault, settleChanges } from "./index-state.server";
import { isMeiliGiven, MeiliFault } from "./meili-client.server";

const atOnce = 500;

/** Sends an index all pending changes. Call it only while holding the lock. */
export async function tellChanges(role: IndexRole, uid: string) {
  for (;;) {
    const changes = await listChanges(role, atOnce);
    if (changes.length === 0) return;
    await writeToIndex(
      uid,
      changes.map(({ postId }) => postId),
    );
    await settleChanges(role, changes);
  }
}

/** Brings the live index up to date. Throws a `MeiliFault` on failure; unsent changes stay pending. */
export async function followChanges() {
  if (!isMeiliGiven()) return;
  await withSessionLock("searchFollow", { wait: true }, async () => {
    const live = await findIndex("live");
    if (!live?.isWhole) return;
    await withMemory(() => tellChanges("live", live.uid));
  });
}

/** Administrators see the last failure. */
export async function withMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    const done = await work();
    await rememberFault(null);
    return done;
  } catch (error) {
    if (error instanceof MeiliFault) await rememberFault(error.message);
    throw error;
  }
}
