/** Which months a search for something frequent looks through, so that it takes the same time however large the forum is. */
import type { Months } from "./months.server";

/** Months from `first` to `last`, both included; null is all of them. */
export type Window = { first: number; last: number } | null;

/** Below this there is nothing to gain. */
const smallForum = 20_000;

/** How many documents a search may look through for a rank. */
export const mostHits = 5_000;
const wanted = 2_000;

/** Never so short that nothing of an unknown month (the newest) is in it. */
const endOfTime = 12 * 400;

/** The newest (or oldest) months in which about `wanted` posts are found, when `share` of all posts are. */
export function windowFor(months: Months, share: number, from: "newest" | "oldest"): Window {
  if (months.total <= smallForum || share * months.total <= mostHits * 0.7) return null;
  return windowOf(months, wanted / share, from);
}

function windowOf({ newestFirst }: Months, posts: number, from: "newest" | "oldest"): Window {
  const months = from === "newest" ? newestFirst : newestFirst.toReversed();
  let seen = 0;
  for (const { month, posts: here } of months) {
    seen += here;
    if (seen >= posts) return from === "newest" ? { first: month, last: endOfTime } : { first: 0, last: month };
  }
  return null;
}

function postsIn({ newestFirst }: Months, { first, last }: NonNullable<Window>) {
  return newestFirst.reduce((sum, { month, posts }) => (month >= first && month <= last ? sum + posts : sum), 0);
}

/** The same window with `factor` times the posts. */
export function resized(months: Months, window: NonNullable<Window>, factor: number): Window {
  const from = window.first === 0 ? "oldest" : "newest";
  return windowOf(months, postsIn(months, window) * factor, from);
}

/** The months of a window that have posts, as far as is known, and one more at the open end. */
export function monthsIn({ newestFirst }: Months, { first, last }: NonNullable<Window>): number[] {
  const newest = newestFirst[0]?.month ?? first;
  const oldest = newestFirst.at(-1)?.month ?? first;
  const from = Math.max(first, oldest);
  const to = Math.min(last, newest + 2);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
