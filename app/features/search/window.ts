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
/** The number of documents it reads at first if the index alone can't decide (phrases). */
const firstLooked = 2_500;
/** The same limit if that found little. */
const mostLooked = 5_000;
/** And if it found hardly anything. */
const mostLookedTwice = 12_000;
/** A wider window costs more than a few more posts are worth where so many were found. */
const enough = 120;
const enoughLooked = 30;

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
  const posts = Math.min(wanted / found, firstLooked / looked);
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

/** The number of posts that a window has to have found, beside a full page. */
export const enoughOf = ({ found, looked }: Likely) => (looked > found ? enoughLooked : enough);

/** A wider window after one that found too few; the same window if it can't grow. */
export function widened(window: Span, { span, looked }: Likely, foundPosts: number): Window {
  const most = foundPosts < 10 ? mostLookedTwice : mostLooked;
  const allowed = looked * sizeOf(span) <= most ? sizeOf(span) : most / looked;
  if (sizeOf(window) * 1.2 >= allowed) return window;
  const times = Math.min(8, Math.max(2, wanted / Math.max(1, foundPosts)));
  return windowIn(span, Math.min(sizeOf(window) * times, allowed), window.last === span.last ? "newest" : "oldest");
}
