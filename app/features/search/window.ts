/**
 * How far back a search for something frequent looks, so that it takes the same time however large the forum is. Posts get
 * their ids in the order they are written: the newest are those from some id on.
 */

/** Posts from `first` to `last`, by id, both included. */
export type Span = { first: number; last: number };
/** Null is all posts. */
export type Window = Span | null;

/** How many documents a search ranks. */
export const mostHits = 3_000;
const wanted = 1_500;
/** How many it may have a look at, where the index alone can't say whether they match (phrases). */
const mostLooked = 5_000;
/** The same where that found hardly anything. */
const mostLookedTwice = 12_000;

/** Below this there is nothing to gain. */
const smallForum = 10_000;

export type Likely = {
  /** The posts that may be found at all: those of the period asked for. */
  span: Span;
  /** The share of posts that is likely found. */
  found: number;
  /** The share of posts that has to be looked at for it. */
  looked: number;
};

const sizeOf = ({ first, last }: Span) => Math.max(0, last - first + 1);

/** The newest (or oldest) posts among which enough are likely found. */
export function windowFor({ span, found, looked }: Likely, from: "newest" | "oldest"): Window {
  const total = sizeOf(span);
  if (total <= smallForum || (found * total <= mostHits * 0.7 && looked * total <= mostLooked)) return null;
  return windowIn(span, Math.min(wanted / found, mostLooked / looked), from);
}

function windowIn(span: Span, posts: number, from: "newest" | "oldest"): Window {
  const size = Math.max(2_000, Math.round(posts));
  if (size >= sizeOf(span)) return null;
  return from === "newest"
    ? { first: span.last - size + 1, last: span.last }
    : { first: span.first, last: span.first + size - 1 };
}

/** A window that found too few, widened as far as looking at it all allows; the same when that is reached. */
export function widened(window: Span, { span, looked }: Likely, foundPosts: number): Window {
  const most = foundPosts < 10 ? mostLookedTwice : mostLooked;
  const allowed = looked * sizeOf(span) <= most ? sizeOf(span) : most / looked;
  if (sizeOf(window) >= allowed) return window;
  return windowIn(span, Math.min(sizeOf(window) * 8, allowed), window.last === span.last ? "newest" : "oldest");
}
