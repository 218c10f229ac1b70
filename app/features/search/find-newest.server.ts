import type { Viewer } from "~/features/auth/auth";
import type { SearchAddress } from "./search-address";
import { type SearchEngine, SearchTooSlow } from "./search-engine";
import { asksForSomething } from "./search-query";
import { understandAddress } from "./understand-address.server";

type Asked = { address: SearchAddress; viewer: Viewer; now: Date; engine: SearchEngine };

/** Posts by id, the newest among them for sure; sentences on what could not be understood; whether there was anything to look for. */
export type Newest =
  { ok: true; postIds: number[]; remarks: string[]; isAsked: boolean } | { ok: false; reason: "too-slow" };

/**
 * The posts that a search finds as it was typed, with at least the newest `take` of them, in no order. Nothing is mended: who follows
 * a search waits for these words and not for others.
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
      // The newest posts stand in as many threads at most, and all of them may stand in one.
      take,
      perThread: take,
    });
    return { ...told, postIds: found.threads.flatMap(({ postIds }) => postIds) };
  } catch (error) {
    if (error instanceof SearchTooSlow) return { ok: false, reason: "too-slow" };
    throw error;
  }
}
