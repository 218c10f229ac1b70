/**
 * Limits how far back a search for frequent words looks, so that its duration doesn't depend on the forum's size. Ids
 * grow with time: the newest posts are those from some id on.
 */

/** Posts from `first` to `last`, by id, both included. */
export type Span = { first: number; last: number };
/** Null is all posts. */
export type Window = Span | null;

/** The number of documents that a search ranks. */
export const mostHits = 3_000;
const wanted = 700;
/** The number of documents it may read if the index alone can't decide (phrases). */
const mostLooked = 5_000;
/** The same limit if that found hardly anything. */
const mostLookedTwice = 12_000;

/** Below this size a window saves nothing. */
const smallForum = 10_000;

export type Likely = {
  /** The range of posts that can match: those of the given period. */
  span: Span;
  /** The expected share of matches. */
  found: number;
  /** The share of posts to read for it. */
  looked: number;
};

const sizeOf = ({ first, last }: Span) => Math.max(0, last - first + 1);

/** The newest (or oldest) posts that probably contain enough matches. */
export function windowFor({ span, found, looked }: Likely, from: "newest" | "oldest"): Window {
  const total = sizeOf(span);
  if (total <= smallForum || (found * total <= mostHits * 0.7 && looked * total <= mostLooked)) return null;
  const posts = Math.min(wanted / found, mostLooked / looked);
  // A large part costs about as much as the whole, and may have to be searched again.
  if (posts >= total / 3 && looked * total <= mostLookedTwice) return null;
  return windowIn(span, posts, from);
}

function windowIn(span: Span, posts: number, from: "newest" | "oldest"): Window {
  const size = Math.max(2_000, Math.round(posts));
  if (size >= sizeOf(span)) return null;
  return from === "newest"
    ? { first: span.last - size + 1, last: span.last }
    : { first: span.first, last: span.first + size - 1 };
}

/** A wider window after one that found too few; the same window if it can't grow. */
export function widened(window: Span, { span, looked }: Likely, foundPosts: number): Window {
  const most = foundPosts < 10 ? mostLookedTwice : mostLooked;
  const allowed = looked * sizeOf(span) <= most ? sizeOf(span) : most / looked;
  if (sizeOf(window) >= allowed) return window;
  return windowIn(span, Math.min(sizeOf(window) * 8, allowed), window.last === span.last ? "newest" : "oldest");
}
