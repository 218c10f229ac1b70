import { expect, test } from "vitest";
import { NewsOfList } from "../../app/browser/list-news";

const shown = new Map([
  [1, 7],
  [2, 3],
]);

test("a list has news of the threads that it shows, each once, and not of posts that it counts already", () => {
  const news = new NewsOfList(shown, false);
  const posts = [
    { thread: 1, number: 7 },
    { thread: 9, number: 1 },
    { thread: 1, number: 8 },
    { thread: 1, number: 9 },
    { thread: 2, number: 4 },
  ];
  expect(posts.map((post) => news.hear(post))).toEqual([0, 0, 1, 1, 2]);
});

test("the list of what was active last has news of every thread", () => {
  const news = new NewsOfList(shown, true);
  expect([news.hear({ thread: 2, number: 3 }), news.hear({ thread: 9, number: 1 })]).toEqual([0, 1]);
});
