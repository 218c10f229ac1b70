/** How much of a page one post fills, asked after its slots are filled. */
import { expect, test } from "vitest";
import { mostBytesOfHtml } from "~/features/markdown/markdown";
import { createPost, presentPosts } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const filled = async (id: number) => {
  const post = await db.post.findUniqueOrThrow({ where: { id } });
  return (await presentPosts([post], null, "page")).get(id)!;
};

test("a short text whose marks fill far more than its length is refused", async () => {
  const thread = await aThread();
  const quoted = '"exactly these words are in the source that is cited here, and a reader finds them there"';
  const body = `${`x[^k, ${quoted}] `.repeat(200).slice(0, 4_000)}\n\n[^k]: https://example.org/one A source`;
  const many = `${"x[^k]".repeat(200)}\n\n[^k]: https://example.org/one ${"A very long title ".repeat(18)}`;
  const author = await aMember();
  const written = await createPost({ author, threadId: thread.id, body: many });
  expect(written).toEqual({ ok: false, reason: "text-not-renderable" });
  expect((await createPost({ author, threadId: thread.id, body })).ok).toBe(true);
});

test("when names grow after it was written, the slots beyond the bound keep their readable text", async () => {
  const other = await aThread({ title: "A short title of a thread" });
  const post = await aReply({ thread: await aThread(), body: `#${other.id} `.repeat(200) });
  expect((await filled(post.id)).split("thread-link").length - 1).toBe(200);
  // Longer than any form takes: only the bound at reading is left.
  await db.thread.update({ where: { id: other.id }, data: { title: "&".repeat(150) } });
  const most = mostBytesOfHtml(4 * 200);
  const html = await filled(post.id);
  expect(html.length).toBeLessThan(most + 1_000);
  const links = html.split("thread-link").length - 1;
  expect(links).toBeGreaterThan(50);
  expect(links).toBeLessThan(200);
  expect(html).toContain(`#${other.id} #${other.id}`);
});
