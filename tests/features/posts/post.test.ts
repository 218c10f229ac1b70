import { expect, test } from "vitest";
import { excerptOf, placeBelow, windowOf } from "~/features/posts/post";
import { normaliseBody } from "~/features/posts/post-form";

test("the windows of posts are aligned for every number", () => {
  expect([1, 20, 21, 40, 41].map((number) => windowOf(number).first)).toEqual([1, 1, 21, 21, 41]);
  expect(windowOf(0)).toEqual({ first: 1, last: 20 });
});

test("sorting by path walks the tree", () => {
  const root = placeBelow(null, 1);
  const first = placeBelow(root, 2);
  const second = placeBelow(root, 3);
  const underFirst = placeBelow(first, 40);
  const sorted = [second, underFirst, first, root].map((place) => place.path).toSorted();
  expect(sorted).toEqual([root.path, first.path, underFirst.path, second.path]);
  expect(underFirst.depth).toBe(2);
});

test("no depth makes a path longer than its column", () => {
  let place = placeBelow(null, 1);
  for (let number = 2; number < 500; number++) place = placeBelow(place, number);
  expect(place.depth).toBe(200);
  expect(place.path.length).toBeLessThanOrEqual(1_200);
});

test("a body is stored with plain line ends, and without characters that PostgreSQL refuses", () => {
  expect(normaliseBody("a\r\nb\rc\u0000\n\n  ")).toBe("a\nb\nc");
});

test("an excerpt is never cut to one word, and never within a letter", () => {
  for (const word of ["汇总 ", "Rollup "])
    expect(excerptOf(word + "二层网络的费用在坎昆升级之后明显下降，".repeat(30)).length).toBeGreaterThan(150);
  expect(excerptOf(`a${"🚀".repeat(150)}`)).toMatch(/^a(?:🚀)+ …$/u);
  expect(excerptOf("Fees  fell.\nThen they rose.")).toBe("Fees fell. Then they rose.");
});
