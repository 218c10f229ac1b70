/** A search as typed, and what is searched for instead or besides where that finds little. */
import { completeLastWord, mendQuery } from "./mend-query.server";
import type { Found, FoundThread, SearchEngine, SearchRequest } from "./search-engine";
import type { SearchQuery } from "./search-query";
import { withUpgrades } from "./upgrades.server";

type Change = { from: string; to: string };

export type Answer = {
  found: Found;
  query: SearchQuery;
  /** Unknown words, and their replacements. */
  mended: Change[];
  /** Suggested replacements, for a search with few results. */
  meant: Change[];
  /** Threads that have the words in different posts, or only some of them, stand among those that have all in one. */
  isMixed: boolean;
  /** Tags of upgrades whose threads follow, because few are about the EIP that came with them. */
  upgrades: number[];
};

/**
 * Searches as typed, unless that is `done` already. If nothing is found, retries with the last word as a prefix, then with
 * corrected words.
 */
export async function findOrMend(
  engine: SearchEngine,
  request: SearchRequest,
  isLastOpen: boolean,
  done?: Found,
): Promise<Answer> {
  const { query } = request;
  const found = done ?? (await engine.find(request));
  const plain = { found, query, mended: [], meant: [], isMixed: false, upgrades: [] };
  if (found.posts === 0) return findMended(engine, request, plain, isLastOpen);
  if (query.all.length === 0 || request.cursor) return plain;
  const meant = found.posts < 4 ? await probablyMeant(engine, request) : [];
  if (found.next !== null || found.threads.length >= fewThreads || query.sort !== "relevance")
    return { ...plain, meant };
  return { ...(await withUpgraded(engine, request, await withLooser(engine, request, plain))), meant };
}

/** Below so many threads, those that have only some of the words follow. */
const fewThreads = 5;

/** Among the threads found, those that have the words in different posts, or only most of them. */
async function withLooser(engine: SearchEngine, request: SearchRequest, plain: Answer): Promise<Answer> {
  const strict = plain.found.threads;
  const besides = strict.flatMap(({ postIds }) => postIds);
  const loose = await findLoosely(engine, { ...request, besides }, plain);
  const isIn = (list: FoundThread[], { threadId }: FoundThread) => list.some((known) => known.threadId === threadId);
  if (!loose || loose.found.threads.every((thread) => isIn(strict, thread))) return plain;
  const whole = strict.filter((thread) => !isIn(loose.found.threads, thread));
  const threads = [...whole, ...loose.found.threads]
    .slice(0, request.take)
    .map((thread) => strict.find(({ threadId }) => threadId === thread.threadId) ?? thread);
  const posts = threads.reduce((sum, { count }) => sum + count, 0);
  return {
    ...plain,
    found: { ...plain.found, threads, posts, facets: loose.found.facets },
    isMixed: true,
  };
}

/** Below few threads, those of the upgrades that the query's EIPs came with. They say what they lack. */
async function withUpgraded(engine: SearchEngine, request: SearchRequest, answer: Answer): Promise<Answer> {
  const known = answer.found.threads;
  const wider = known.length < fewThreads && !request.query.isInTitle ? await withUpgrades(request.query) : null;
  if (!wider) return answer;
  const found = await engine.find({ ...request, query: wider.query });
  const missing = wider.places;
  const further = found.threads
    .filter(({ threadId }) => known.every((thread) => thread.threadId !== threadId))
    .slice(0, request.take - known.length)
    .map((thread) => ({ ...thread, missing }));
  if (further.length === 0) return answer;
  const threads = [...known, ...further];
  const posts = answer.found.posts + further.reduce((sum, { count }) => sum + count, 0);
  return {
    ...answer,
    found: { ...answer.found, threads, posts, facets: found.facets },
    upgrades: wider.tagIds,
  };
}

async function findMended(
  engine: SearchEngine,
  request: SearchRequest,
  plain: Answer,
  isLastOpen: boolean,
): Promise<Answer> {
  const { query } = request;
  if (query.all.length === 0) return plain;
  const completed = isLastOpen ? await completeLastWord(query) : query;
  if (completed !== query) {
    const found = await engine.find({ ...request, query: completed });
    if (found.posts > 0) return { ...plain, found, query: completed };
  }
  const mend = async (isRareToo: boolean): Promise<Answer | null> => {
    const mended = await mendQuery(query, isRareToo);
    const found = mended && (await engine.find({ ...request, query: mended.query }));
    // Suggest a word only if it finds something that this viewer may read.
    return mended && found && found.posts > 0 ? { ...plain, found, query: mended.query, mended: mended.changes } : null;
  };
  // Rare words may be right, so that threads with all of them come before other words.
  const likely = (await mend(false)) ?? (await findLoosely(engine, request, plain));
  if (likely) return likely;
  const upgraded = query.sort === "relevance" ? await withUpgraded(engine, request, plain) : plain;
  return upgraded.found.posts > 0 ? upgraded : ((await mend(true)) ?? plain);
}

/** Threads that have the words in different posts, or only some of them; null for a query of one word. */
async function findLoosely(engine: SearchEngine, request: SearchRequest, plain: Answer): Promise<Answer | null> {
  // Whoever asks for words of a title wants that title.
  if (request.query.all.length < 2 || request.query.isInTitle) return null;
  const query = { ...request.query, isLoose: true };
  const found = await engine.find({ ...request, query });
  return found.posts > 0 ? { ...plain, query, found } : null;
}

async function probablyMeant(engine: SearchEngine, request: SearchRequest): Promise<Change[]> {
  const mended = await mendQuery(request.query, true);
  const found = mended && (await engine.find({ ...request, query: mended.query, take: 1 }));
  return mended && found && found.posts > 0 ? mended.changes : [];
}
