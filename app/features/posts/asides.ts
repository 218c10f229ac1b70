/** What a post says beside its text: where its sources are and which part it means, and what it says of its claims. */
import type { PostDerived } from "./post-derived";

/** Each as a line, the same one once. Words of sources that a moderator has hidden are left out. */
export function asidesOf({ citations, claimNotes }: Pick<PostDerived, "citations" | "claimNotes">): string[] {
  const hidden = new Set(citations.sources.filter((source) => source.isHidden).map((source) => source.id));
  // In the order of the text, which stays where the post is rendered again.
  const firstOf = (source: number) => citations.marks.findIndex(({ sourceId }) => sourceId === source);
  const addresses = citations.sources
    .toSorted((one, other) => firstOf(one.id) - firstOf(other.id) || one.id - other.id)
    .flatMap(({ url, isHidden }) => (url === null || isHidden ? [] : [url]));
  const marks = citations.marks.flatMap(({ sourceId, locator, quote, remark }) =>
    hidden.has(sourceId) ? [] : [locator, quote, remark],
  );
  return [...new Set([...addresses, ...marks, ...claimNotes])].filter((line) => line !== "");
}
