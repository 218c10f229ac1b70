import type { Viewer } from "~/features/auth/auth";
import type { SearchAddress } from "./search-address";
import { type SearchEngine, SearchTooSlow } from "./search-engine";
import { asksForSomething } from "./search-query";
import { understandAddress } from "./understand-address.server";

type Asked = { address: SearchAddress; viewer: Viewer; now: Date; engine: SearchEngine };

/**
 * Ids of posts, certainly including the newest; sentences about what wasn't understood; whether there was anything to
 * search for.
 */
export type Newest =
  { ok: true; postIds: number[]; remarks: string[]; isAsked: boolean } | { ok: false; reason: "too-slow" };

/**
 * The posts that a search finds as typed, including at least the newest `take`, unordered. Nothing is corrected,
 * because followers of a search wait for exactly these words.
 */
export async function findNewest({ address, viewer, now, engine }: Asked, take: number): Promise<Newest> {
  const { query, remarks } = await understandAddress(address, now);
  const isAsked = query.isImpossible || asksForSomething(query);
  const told = { ok: true as const, remarks: remarks.map(({ words }) => words).filter(Boolean), isAsked };
  if (query.isImpossible || !isAsked) return { ...told, postIds: [] };
  try {
    const found = await engine.find({
      query: { ...query, sort: "new" },
      viewer,
      now,
      cursor: null,
      // The newest `take` posts are in at most as many threads, and can all be in one.
      take,
      perThread: take,
    });
    return { ...told, postIds: found.threads.flatMap(({ postIds }) => postIds) };
  } catch (error) {
    if (error instanceof SearchTooSlow) return { ok: false, reason: "too-slow" };
    throw error;
  }
}
