import { diffLines, diffWordsWithSpace } from "diff";
import type { DiffPart } from "~/ui/diff";

/** More parts than a reader of a comparison looks at, and than a page should hold. */
const mostParts = 2_000;
const patience = 100;

/**
 * Compares two texts word by word: kept, removed, added. If that takes too long or gives too many parts, by line, else as a
 * whole. Done in a lane: see `compare-texts.server.ts`.
 */
export function compareWords(before: string, after: string): DiffPart[] {
  const ways = [
    () => diffWordsWithSpace(before, after, { timeout: patience }),
    () => diffLines(before, after, { timeout: patience }),
  ];
  for (const compare of ways) {
    const changes = compare();
    if (changes && changes.length <= mostParts)
      return changes.map(({ value, added, removed }) => ({
        kind: added ? "added" : removed ? "removed" : "same",
        text: value,
      }));
  }
  return asAWhole(before, after);
}

/** All of the one text is removed, all of the other added. */
export const asAWhole = (before: string, after: string): DiffPart[] => [
  { kind: "removed", text: before },
  { kind: "added", text: after },
];
