import { shorten, shortenStart } from "~/ui/shorten";

/** The words around a claim are kept without the space at their end: none stands before a full stop or after a bracket. */
const gapAfter = (before: string) => (before === "" || /[(“‘["/–-]$/.test(before) ? "" : " ");
const gapBefore = (after: string) => (after === "" || /^[,.;:!?)”’\]%/–-]/.test(after) ? "" : " ");

/** So much is kept of either side, cut anywhere. */
const kept = 120;

/** The text before and after a claim: each at most `most` characters, by default all that is kept, cut at a word. */
export function contextOf(
  { before, after }: { before: string; after: string },
  most = kept,
): { before: string; after: string } {
  const room = (text: string) => (text.length >= kept ? Math.min(most, text.length - 1) : most);
  const [last, first] = [shortenStart(before, room(before)), shorten(after, room(after))];
  return { before: last + gapAfter(before), after: gapBefore(after) + first };
}
