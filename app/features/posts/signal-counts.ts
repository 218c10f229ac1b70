/** How a post's readers judged it, as numbers that everybody sees. */
import { z } from "zod";

/** `worthCount` is a sum of votes from -2 to 2; the others count members. */
export type VoteCounts = { worthCount: number; agreeCount: number; disagreeCount: number };

const Counts = z.record(z.string(), z.int());

/** Counts by kind of reaction as they are stored; none where they can't be read. */
export function readReactionCounts(stored: unknown): Record<string, number> {
  const read = Counts.safeParse(stored);
  return read.success ? read.data : {};
}
