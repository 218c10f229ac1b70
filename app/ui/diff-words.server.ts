import { diffLines, diffWordsWithSpace } from "diff";
import type { DiffPart } from "./diff";

/** Two texts as what stayed, went and came, word by word. Texts too different for that in 150 ms are compared line by line, then whole. */
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
