type Comparable = {
  sourceId: number;
  kind: string;
  isQuoted: boolean;
  locator: string;
  before: string;
  after: string;
};

/** Criteria from strict to loose, so that an edit nearby or a move keeps a citation. */
const keys: ((one: Comparable) => string)[] = [
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted, one.locator, one.before, one.after]),
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted, one.before, one.after]),
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted, one.locator, one.before.slice(-24)]),
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted, one.locator, one.after.slice(0, 24)]),
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted, one.locator]),
  (one) => JSON.stringify([one.sourceId, one.kind, one.isQuoted]),
];

/**
 * The old citation that each new one continues, or undefined. Both lists are in text order; no old one is used twice.
 */
export function matchCitations<Old extends Comparable>(
  old: readonly Old[],
  fresh: readonly Comparable[],
): (Old | undefined)[] {
  const matched: (Old | undefined)[] = fresh.map(() => undefined);
  const left = new Set(old);
  for (const keyOf of keys) {
    const waiting = new Map<string, Old[]>();
    for (const one of left) {
      const key = keyOf(one);
      waiting.set(key, [...(waiting.get(key) ?? []), one]);
    }
    for (const [index, one] of fresh.entries()) {
      if (matched[index]) continue;
      const same = waiting.get(keyOf(one))?.shift();
      if (!same) continue;
      matched[index] = same;
      left.delete(same);
    }
  }
  return matched;
}
