import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Asker, inLane } from "~/platform/lanes.server";
import { TextTooCostly } from "~/platform/reading-errors";
import { asAWhole } from "./compare-words";
import type { DiffPart } from "~/ui/diff";

declare module "~/platform/lanes.server" {
  interface ReadingJobs {
    comparison: { given: { before: string; after: string }; answer: DiffPart[] };
  }
}

/** Comparisons by their two texts. Two revisions never change, so a comparison is good for ever. */
const kept = new LRUCache<string, DiffPart[]>({
  maxSize: 8_000_000,
  sizeCalculation: (parts) => parts.reduce((sum, { text }) => sum + text.length + 50, 1),
});
const inProgress = new Map<string, Promise<DiffPart[]>>();

/**
 * Compares two texts word by word; those who ask for the same pair at once have it compared once. Throws `LineIsFull` when
 * too many others wait for comparisons and previews.
 */
export async function compareTexts(before: string, after: string, asker: Asker): Promise<DiffPart[]> {
  const key = createHash("sha256").update(`${before.length}:`).update(before).update(after).digest("base64");
  const known = kept.get(key) ?? inProgress.get(key);
  if (known) return known;
  // Others may wait for the same pair when this asker has gone.
  const made = inLane("previews", { name: asker.name }, (reader) => reader.run("comparison", { before, after }))
    .catch((error: unknown) => {
      if (error instanceof TextTooCostly) return asAWhole(before, after);
      throw error;
    })
    .then((parts) => {
      kept.set(key, parts);
      return parts;
    })
    .finally(() => inProgress.delete(key));
  inProgress.set(key, made);
  return made;
}
