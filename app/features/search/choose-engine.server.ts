/** Chooses the engine for a search: Meilisearch if it is configured and healthy, else PostgreSQL. */
import { countFindablePosts } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { rememberFor } from "~/platform/short-memory.server";
import { liveIndex } from "./meili/index-documents.server";
import { lagOf } from "./meili/index-state.server";
import { IndexStats } from "./meili/meili-answers";
import { askMeili, isMeiliGiven, MeiliFault } from "./meili/meili-client.server";
import { meiliEngine } from "./meili/meili-engine.server";
import { postgresEngine } from "./postgres-engine.server";
import type { Found, SearchEngine, SecondEngine } from "./search-engine";

/** If the index is more than this many seconds behind, PostgreSQL answers. */
const longestLag = 60;

/** The engine for one request. After a failure of the first engine, the second one answers the rest of the request. */
export function openSearch(): SearchEngine {
  if (!isMeiliGiven()) return postgresEngine;
  let second: SecondEngine | null = null;
  const either = async <T>(first: () => Promise<T>, other: () => Promise<T>): Promise<T> => {
    second ??= await whyNotMeili();
    if (second) return other();
    try {
      return await first();
    } catch (error) {
      if (!(error instanceof MeiliFault)) throw error;
      second = "silent";
      return other();
    }
  };
  return {
    name: meiliEngine.name,
    index: meiliEngine.index,
    remove: meiliEngine.remove,
    find: (request) =>
      either(
        async () => believed(await meiliEngine.find(request)),
        () => postgresEngine.find(request),
      ),
    match: (...asked) =>
      either(
        () => meiliEngine.match(...asked),
        () => postgresEngine.match(...asked),
      ),
    secondEngine: () => second,
  };
}

async function whyNotMeili(): Promise<SecondEngine | null> {
  try {
    const { isWhole } = await liveIndex();
    if (!isWhole) return "filling";
    const { seconds } = await rememberFor("search-lag", 1_000, () => lagOf("live"));
    return seconds > longestLag ? "behind" : null;
  } catch (error) {
    if (error instanceof MeiliFault) return "filling";
    throw error;
  }
}

/** An empty result can mean an empty index, so check that before believing it. */
async function believed(found: Found): Promise<Found> {
  if (found.posts > 0) return found;
  const { uid } = await liveIndex();
  const { numberOfDocuments } = await askMeili(IndexStats, (meili) => meili.index(uid).getStats());
  const expected = await rememberFor("search-expected", 60_000, countFindablePosts);
  if (numberOfDocuments >= expected / 2) return found;
  await enqueue(db, "keep-search");
  throw new MeiliFault("has lost its posts");
}
