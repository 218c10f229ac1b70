/** A page of a thread, or a feed, whose posts are together larger than a page may be. */
import { expect, test } from "vitest";
import { listWholePosts } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { loadThreadPage } from "../../app/routes/pages/t.$threadId.($slug).($number)/thread-page.server";
import { aReply, aThread } from "../support/factories";
import { useDatabase } from "../support/database";

useDatabase();

async function aLargeThread() {
  const made = await aThread();
  const replies = [await aReply({ thread: made }), await aReply({ thread: made }), await aReply({ thread: made })];
  // As large as a post of 64 KB can become.
  const html = `<p>${"x".repeat(1_300_000)}</p>\n`;
  await db.post.updateMany({ where: { id: { in: replies.map(({ id }) => id) } }, data: { html } });
  return { made, replies };
}

test("shows fewer posts, begins with the one that was asked for, and says which are left out", async () => {
  const { made } = await aLargeThread();
  const first = (await loadThreadPage({ id: made.id, number: 1, replyTo: null, viewer: null }))!;
  expect(first.screen.posts.map(({ number }) => number)).toEqual([1, 2]);
  expect(first.bodies.size).toBe(2);
  expect(first.screen.stubs).toMatchObject([
    { number: 3, reason: "too-large" },
    { number: 4, reason: "too-large" },
  ]);
  const third = (await loadThreadPage({ id: made.id, number: 3, replyTo: null, viewer: null }))!;
  expect(third.screen.posts.map(({ number }) => number)).toEqual([3]);
});

test("a feed has the beginning of posts that make it too large, with a link", async () => {
  const { made, replies } = await aLargeThread();
  const posts = await listWholePosts({ threadId: made.id }, 30);
  expect(posts).toHaveLength(4);
  expect(posts.map(({ html }) => html.length > 1_000_000)).toEqual([true, false, false, false]);
  expect(posts[1]!.html).toContain(`/p/${replies[1]!.id}">Read the whole post</a>`);
});
