/** Makes the indexes, fills them, and sees to it that they have what they should have. Run by jobs. */
import { ExponentialBackoff, handleType, retry } from "cockatiel";
import { countFindablePosts, listPostIdsAfter } from "~/features/posts/posts.server";
import { listTagNames } from "~/features/tags/tags.server";
import { databaseNow } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { alone, followChanges, tellChanges, withMemory } from "./follow-changes.server";
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

/** Posts that are brought in at once. */
const portion = 2_000;

/** A server that is started again while an index is filled is waited for. */
const patiently = retry(handleType(MeiliFault), {
  maxAttempts: 6,
  backoff: new ExponentialBackoff({ initialDelay: 500, maxDelay: 8_000 }),
});

/** The whole upkeep: an index that is there, set up as the code says, complete and up to date. Throws a `MeiliFault`. */
export async function keepIndex() {
  if (!isMeiliGiven()) return;
  await alone("keeping", "or-not", () =>
    withMemory(async () => {
      const live = await beginIndex("live", documentShape);
      if (live.isWhole && live.shape !== documentShape) return rebuild(() => {});
      if (!live.isWhole || (await hasLost(live))) return fillLive(() => {});
      await setUp("live", live);
    }),
  );
  await followChanges();
}

/** The same by the clock: what could not be done now is tried again within a minute, and not beside it as well. */
export async function keepIndexByClock() {
  try {
    await keepIndex();
  } catch (error) {
    if (!(error instanceof MeiliFault)) throw error;
    log().warn(`Meilisearch ${error.message}; its index is looked after again in a minute`);
  }
}

/** Told of the posts brought in so far; for a command line. */
export type Progress = (posts: number) => void;

type Rebuild = {
  tell?: Progress;
  /** Whether to wait for somebody else who is at the index, or to let it be. */
  when?: "waiting" | "or-not";
};

/** Fills an index anew beside the searched one and exchanges the two. False when it was let be. Throws a `MeiliFault`. */
export async function rebuildIndex({ tell = () => {}, when = "waiting" }: Rebuild = {}): Promise<boolean> {
  const done = await alone("keeping", when, () =>
    withMemory(async () => {
      const live = await beginIndex("live", documentShape);
      await (live.isWhole && (await isThere(live)) ? rebuild(tell) : fillLive(tell));
      return true;
    }),
  );
  return done ?? false;
}

async function rebuild(tell: Progress) {
  // One that was left half done may have been exchanged already: it is not gone on with.
  const left = await findIndex("next");
  if (left) await discard(left);
  await forgetIndex("next");
  const next = await beginIndex("next", documentShape);
  await fill("next", next, tell);
  await alone("following", "waiting", async () => {
    await tellChanges("next", next.uid);
    const live = (await findIndex("live"))!;
    const { settings } = (await findIndex("next"))!;
    await doneByMeili((meili) => meili.swapIndexes([{ indexes: [live.uid, next.uid], rename: false }]));
    await exchangeIndexes({ shape: documentShape, settings });
  });
  await discard(next);
}

/** Nobody searches it yet, or it has lost what it had: it is filled where it is. */
async function fillLive(tell: Progress) {
  const live = (await findIndex("live"))!;
  if (live.isWhole || !(await isThere(live)))
    await changeIndex("live", { isWhole: false, filledTo: 0, settings: "", shape: documentShape });
  await fill("live", (await findIndex("live"))!, tell);
  await alone("following", "waiting", () => tellChanges("live", live.uid));
  await changeIndex("live", { isWhole: true, filledAt: await databaseNow() });
}

async function fill(role: IndexRole, index: IndexState, tell: Progress) {
  await patiently.execute(() => setUp(role, index));
  for (let filledTo = index.filledTo, posts = 0; ;) {
    const ids = await listPostIdsAfter(filledTo, portion);
    if (ids.length === 0) return;
    await patiently.execute(() => writeToIndex(index.uid, ids));
    filledTo = ids.at(-1)!;
    await changeIndex(role, { filledTo });
    tell((posts += ids.length));
  }
}

/** Gives the index the settings of the code and the names of the tags, where it has others. */
async function setUp(role: IndexRole, { uid, settings: known }: IndexState) {
  const settings = meiliSettings(await listTagNames());
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

/** Null when Meilisearch has no such index. */
export async function countDocuments(uid: string, ask: typeof tellMeili = tellMeili): Promise<number | null> {
  try {
    return (await ask((meili) => meili.index(uid).getStats())).numberOfDocuments;
  } catch (error) {
    if (error instanceof MeiliFault && error.code === "index_not_found") return null;
    throw error;
  }
}

/** Whether it has clearly fewer posts than it was told of: its data was lost, or somebody else emptied it. */
async function hasLost({ uid }: IndexState): Promise<boolean> {
  const documents = await countDocuments(uid);
  if (documents === null) return true;
  const expected = await countFindablePosts();
  const { count } = await lagOf("live");
  return expected - count - documents > Math.max(10, expected / 100);
}
