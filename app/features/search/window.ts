/**
 * How far back a search for something frequent looks, so that it takes the same time however large the forum is. Posts get
 * their ids in the order they are written: the newest are those from some id on.
 */

/** Posts from `first` to `last`, by id; null is all of them. */
export type Window = { first: number; last: number } | null;

/** How many documents a search ranks. */
export const mostHits = 3_000;
const wanted = 1_500;
/** How many it may have a look at, where the index alone can't say whether they match (phrases). */
const mostLooked = 3_000;
/** The same where that found hardly anything. */
const mostLookedTwice = 10_000;

/** Below this there is nothing to gain. */
const smallForum = 10_000;

export type Likely = {
  /** Posts there are, about. */
  total: number;
  /** The share of posts that is likely found. */
  found: number;
  /** The share of posts that has to be looked at for it. */
  looked: number;
};

/** The newest (or oldest) posts among which enough are likely found. */
export function windowFor({ total, found, looked }: Likely, from: "newest" | "oldest"): Window {
  if (total <= smallForum || (found * total <= mostHits * 0.7 && looked * total <= mostLooked)) return null;
  return windowOf(total, Math.min(wanted / found, mostLooked / looked), from);
}

function windowOf(total: number, posts: number, from: "newest" | "oldest"): Window {
  const size = Math.max(2_000, Math.round(posts));
  if (size >= total) return null;
  return from === "newest" ? { first: total - size + 1, last: Number.MAX_SAFE_INTEGER } : { first: 0, last: size };
}

/** A window that found too few, widened as far as looking at it all allows; the same when that is reached. */
export function widened(window: NonNullable<Window>, { total, looked }: Likely, foundPosts: number): Window {
  const most = foundPosts < 10 ? mostLookedTwice : mostLooked;
  const isNewest = window.last === Number.MAX_SAFE_INTEGER;
  const size = isNewest ? total - window.first + 1 : window.last;
  const allowed = looked * total <= most ? total : most / looked;
  if (size >= allowed) return window;
  return windowOf(total, Math.min(size * 8, allowed), isNewest ? "newest" : "oldest");
}
