import { expect, test } from "vitest";
import { fitPage, mostBytesOfPage } from "~/features/posts/fit-page";

const posts = Array.from({ length: 6 }, (_, index) => ({ id: 100 + index, number: index + 1 }));
const shown = (asked: number, part: number) =>
  [...fitPage(posts, asked, () => part * mostBytesOfPage)].map((id) => id - 99).toSorted();

test("posts that fit are all shown", () => {
  expect(shown(1, 0.1)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(shown(4, 1 / 6)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("a page that would be too large begins with the post that was asked for", () => {
  expect(shown(1, 0.4)).toEqual([1, 2]);
  expect(shown(4, 0.4)).toEqual([4, 5]);
  expect(shown(6, 0.4)).toEqual([5, 6]);
});

test("a post that is larger than a page is shown by itself", () => {
  expect(shown(3, 1.2)).toEqual([3]);
});

test("a post that is hidden has the next one in its place", () => {
  expect([...fitPage(posts, 7, () => mostBytesOfPage)]).toEqual([100]);
});
