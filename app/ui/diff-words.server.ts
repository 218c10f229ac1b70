import { diffLines, diffWordsWithSpace } from "diff";
import type { DiffPart } from "./diff";

/** Compares two texts word by word: kept, removed, added. If that takes more than 150 ms, by line, else as a whole. */
export function diffWords(before: string, after: string): DiffPart[] {
  const changes = diffWordsWithSpace(before, after, { timeout: 150 }) ?? diffLines(before, after, { timeout: 150 });
  if (!changes)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return changes.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}
