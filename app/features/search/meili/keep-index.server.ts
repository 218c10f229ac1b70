/** Creates and fills the indexes and keeps them complete. Run by jobs. */
import { ExponentialBackoff, handleType, retry } from "cockatiel";
import { countFindablePosts, listPostIdsAfter } from "~/features/posts/posts.server";
import { listTagNames } from "~/features/tags/tags.server";
import { databaseNow } from "~/platform/db.server";
import { withSessionLock } from "~/platform/locks.server";
import { log } from "~/platform/log.server";
import { followChanges, tellChanges, withMemory } from "./follow-changes.server";
import { writeToIndex } from "./index-documents.server";
import {
  beginIndex,
  changeIndex,
  exchangeIndexes,
  findIndex,
  forgetIndex,
  type IndexRole,
  type IndexState,
  lagOf,
} from "./index-state.server";
import { doneByMeili, isMeiliGiven, MeiliFault, tellMeili } from "./meili-client.server";
import { documentShape } from "./meili-document";
import { meiliSettings, settingsDigest } from "./meili-settings";

/** Posts per batch. */
const portion = 2_000;

/** Retry while Meilisearch restarts in the middle of filling an index. */
const retryOutage = retry(handleType(MeiliFault), {
  maxAttempts: 6,
  backoff: new ExponentialBackoff({ initialDelay: 500, maxDelay: 8_000 }),
});

/** Maintains the index: it exists, has the current settings, is complete and up to date. Throws a `MeiliFault`. */
export async function keepIndex() {
  if (!isMeiliGiven()) return;
  await withSessionLock("searchKeep", { wait: false }, () =>
    withMemory(async () => {
      const live = await beginIndex("live", documentShape);
      if (live.isWhole && live.shape !== documentShape) return rebuild(() => {});
      if (!live.isWhole || (await hasLost(live))) return fillLive(() => {});
      await setUp("live", live);
    }),
  );
  await followChanges();
}

/** Runs `keepIndex` every minute. A failure is left to the next run instead of a retry. */
export async function keepIndexByClock() {
  try {
    await keepIndex();
  } catch (error) {
    if (!(error instanceof MeiliFault)) throw error;
    log().warn(`Meilisearch ${error.message}; its index is looked after again in a minute`);
  }
}

/** Called with the number of posts indexed so far, for a command line. */
export type Progress = (posts: number) => void;

type Rebuild = {
  tell?: Progress;
  /** Whether to wait while another process works on the index, or to leave it to that one. True unless given. */
  wait?: boolean;
};

/** Builds a new index beside the live one and swaps the two. Returns false if another process holds the lock and `wait` is false. Throws a `MeiliFault`. */
export async function rebuildIndex({ tell = () => {}, wait = true }: Rebuild = {}): Promise<boolean> {
  const done = await withSessionLock("searchKeep", { wait }, () =>
    withMemory(async () => {
      const live = await beginIndex("live", documentShape);
      await (live.isWhole && (await isThere(live)) ? rebuild(tell) : fillLive(tell));
      return true;
    }),
  );
  return done ?? false;
}

async function rebuild(tell: Progress) {
  // A half-finished index may already have been swapped, so don't continue it.
  const left = await findIndex("next");
  if (left) await discard(left);
  await forgetIndex("next");
  const next = await beginIndex("next", documentShape);
  await fill("next", next, tell);
  await withSessionLock("searchFollow", { wait: true }, async () => {
    await tellChanges("next", next.uid);
    const live = (await findIndex("live"))!;
    const { settings } = (await findIndex("next"))!;
    await doneByMeili((meili) => meili.swapIndexes([{ indexes: [live.uid, next.uid], rename: false }]));
    await exchangeIndexes({ shape: documentShape, settings });
  });
  await discard(next);
}

/** Fills the live index in place, when nobody searches it yet or it lost its data. */
async function fillLive(tell: Progress) {
  const live = (await findIndex("live"))!;
  if (live.isWhole || !(await isThere(live)))
    await changeIndex("live", { isWhole: false, filledTo: 0, settings: "", shape: documentShape });
  await fill("live", (await findIndex("live"))!, tell);
  await withSessionLock("searchFollow", { wait: true }, () => tellChanges("live", live.uid));
  await changeIndex("live", { isWhole: true, filledAt: await databaseNow() });
}

async function fill(role: IndexRole, index: IndexState, tell: Progress) {
  await retryOutage.execute(() => setUp(role, index));
  for (let filledTo = index.filledTo, posts = 0; ;) {
    const ids = await listPostIdsAfter(filledTo, portion);
    if (ids.length === 0) return;
    await retryOutage.execute(() => writeToIndex(index.uid, ids));
    filledTo = ids.at(-1)!;
    await changeIndex(role, { filledTo });
    tell((posts += ids.length));
  }
}

/** Updates the index's settings and tag names if they differ. */
async function setUp(role: IndexRole, { uid, settings: known }: IndexState) {
  const settings = meiliSettings((await listTagNames()).map(({ names }) => names));
  const digest = settingsDigest(settings);
  if (digest === known) return;
  if (!(await isThere({ uid }))) await doneByMeili((meili) => meili.createIndex(uid, { primaryKey: "id" }));
  await doneByMeili((meili) => meili.index(uid).updateSettings(settings));
  await changeIndex(role, { settings: digest });
}

async function discard({ uid }: Pick<IndexState, "uid">) {
  if (await isThere({ uid })) await doneByMeili((meili) => meili.deleteIndex(uid));
}

async function isThere({ uid }: Pick<IndexState, "uid">): Promise<boolean> {
  return (await countDocuments(uid)) !== null;
}

/** Null if Meilisearch has no such index. */
export async function countDocuments(uid: string, ask: typeof tellMeili = tellMeili): Promise<number | null> {
  try {
    return (await ask((meili) => meili.index(uid).getStats())).numberOfDocuments;
  } catch (error) {
    if (error instanceof MeiliFault && error.code === "index_not_found") return null;
    throw error;
  }
}

/** Whether the index has clearly fewer posts than we sent: its data was lost, or emptied by somebody else. */
async function hasLost({ uid }: IndexState): Promise<boolean> {
  const documents = await countDocuments(uid);
  if (documents === null) return true;
  const expected = await countFindablePosts();
  const { count } = await lagOf("live");
  return expected - count - documents > Math.max(10, expected / 100);
}
