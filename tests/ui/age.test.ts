import { expect, test } from "vitest";
import { freshnessInWords, freshnessOf } from "~/ui/age";

const limits = { staleAfter: 60, downAfter: 600 };

test.each([
  [0, "live", "live"],
  [60, "live", "live"],
  [61, "stale", "stale, 1 min old"],
  [600, "stale", "stale, 10 min old"],
  [601, "down", "no data since"],
  [446_431, "down", "no data since"],
] as const)("a value of %d s is %s", (age, freshness, words) => {
  expect(freshnessOf(age, limits)).toBe(freshness);
  expect(freshnessInWords(freshness, age)).toBe(words);
});
