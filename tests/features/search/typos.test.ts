import { expect, test } from "vitest";
import { oneSlipAway, slipsBetween } from "~/features/search/typos";

test.each([
  ["rollup", "rollup", 0],
  ["rolup", "rollup", 1],
  ["bsae", "base", 1],
  ["optimstic", "optimistic", 1],
  ["optmistci", "optimistic", 2],
  ["withdrawl", "withdrawal", 1],
  ["fragmantatoin", "fragmentation", 2],
  ["abc", "xyz", 3],
])("%s and %s are %i slips apart", (a, b, slips) => {
  expect(slipsBetween(a, b, 2)).toBe(slips);
  expect(slipsBetween(b, a, 2)).toBe(slips);
});

test("every word one slip away is listed, and no other", () => {
  const near = oneSlipAway("blob");
  for (const word of ["lob", "bolb", "blobs", "glob", "blo"]) expect(near).toContain(word);
  expect(near).not.toContain("blob");
  expect(near.every((word) => slipsBetween("blob", word, 2) === 1)).toBe(true);
});
