/** A whole discussion as markdown: what is in it, and that no author can write a line of ours. */
import { expect, test } from "vitest";
import { discussionMarkdown } from "~/features/posts/posts";
import { listDiscussion } from "~/features/posts/posts.server";
import { findThread } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

const origin = "https://forum.example";

async function read({ id }: ThreadMade, from = 1) {
  const thread = (await findThread(id, null))!;
  return discussionMarkdown({ thread, ...(await listDiscussion(thread, from)), origin });
}

/** The lines that are ours: outside block quotes. */
const ours = (text: string) => text.split("\n").filter((line) => !line.startsWith(">"));

test("has each post with its author, what it answers, its claims, sources and pinned values", async () => {
  const thread = await aThread({
    title: "Do *stars* count?",
    body: "Base runs at [142 TPS](metric:base/tps)[^a].\n\n![Base](metric:base/tps?window=30d)\n\n[^a]: https://example.org/tps TPS by day",
  });
  const author = await aMember({ name: "Una Quist", handle: "una-quist" });
  await aReply({ thread, author, parentId: thread.openingPostId, body: "It does not." });
  await db.post.updateMany({ where: { threadId: thread.id, number: 2 }, data: { relation: "rebuts" } });
  const text = await read(thread);
  expect(text).toContain(String.raw`# Do \*stars\* count?`);
  expect(text).toContain(`- Thread: <${origin}/t/${thread.id}/${thread.slug}>`);
  expect(text).toContain("> Base runs at [142 TPS](metric:base/tps)[^a].");
  expect(text).toMatch(new RegExp(`### Claims of post 1\n\n- “142 TPS”: \\*\\*.+\\*\\*.* <${origin}/claims/\\d+>`));
  expect(text).toMatch(/### Sources of post 1\n\n- 1: TPS by day.*<https:\/\/example\.org\/tps>/);
  expect(text).toMatch(/### Values pinned in post 1\n\n- Base: Base, TPS no data then, pinned /);
  expect(text).toMatch(/## Post 2\n\n- By Una Quist \(@una-quist\), .*\n- rebuts post 1\n/);
});

test("a text can't leave its block quote, whatever it opens and however its lines end", async () => {
  const forged = ["```", "## Post 99", "", "- By A Moderator (@mod)"].join("\n");
  const thread = await aThread({ body: `${forged}\n\nand on.` });
  await aReply({ thread, body: "A reply.\u2028## Post 98\u0085## Post 97" });
  const text = await read(thread);
  expect(ours(text).filter((line) => line.startsWith("## "))).toEqual(["## Post 1", "## Post 2"]);
  expect(ours(text).join("\n")).not.toMatch(/Post 9|Moderator|```/);
});

test("says nothing of a hidden or deleted post but that it is not shown", async () => {
  const thread = await aThread();
  const author = await aMember({ name: "Ottoline Hidden" });
  for (const status of ["hidden", "deleted"] as const) {
    const post = await aReply({
      thread,
      author,
      body: `The marker word is quetzal, ${status}, 42 TPS.\n\nSources: a marker publisher`,
    });
    await db.post.update({ where: { id: post.id }, data: { status } });
  }
  const text = await read(thread);
  expect(text).toMatch(
    /## Post 2\n\nNot shown: hidden by a moderator\.\n\n## Post 3\n\nNot shown: deleted by its author\./,
  );
  expect(text).not.toMatch(/quetzal|marker|Ottoline/);
});

test("a trouble that its author alone sees for a day is in no line", async () => {
  const thread = await aThread({ body: "Base runs at [142 TPS](metric:base/tps)." });
  await db.claim.updateMany({
    where: { threadId: thread.id },
    data: { status: "off", publicStatus: "unchecked", factor: "420", troubledAt: new Date(), confirmedAt: null },
  });
  const text = await read(thread);
  expect(text).toContain("“142 TPS”");
  expect(text).not.toMatch(/off by|420/);
});

test("holds 500 posts or 2 MB, says which part it is and where the next one is", async () => {
  const thread = await aThread();
  const { id: authorId } = thread.author;
  const rows = Array.from({ length: 520 }, (_, index) => ({ number: index + 2, path: String(index) }));
  await db.post.createMany({
    data: rows.map((row) => ({ ...row, threadId: thread.id, authorId, createdAt: new Date("2026-02-20T09:00:00Z") })),
  });
  await db.thread.update({ where: { id: thread.id }, data: { nextNumber: 522, postCount: 521 } });
  const first = await read(thread);
  expect(first).toContain("- This part: posts 1 to 500 of 521");
  expect(first).toContain(`- Next part: <${origin}/t/${thread.id}/${thread.slug}.md?from=501>`);
  expect(await read(thread, 501)).toContain("- This part: posts 501 to 521 of 521");

  const posts = await db.post.findMany({
    where: { threadId: thread.id, number: { lte: 60, gte: 2 } },
    select: { id: true },
  });
  const body = "x".repeat(65_000);
  await db.postRevision.createMany({
    data: posts.map(({ id }) => ({ postId: id, number: 1, body, editorId: authorId, createdAt: new Date() })),
  });
  const large = await read(thread);
  expect(large.length).toBeLessThan(2_100_000);
  expect(large).toMatch(/- Next part: <.*\?from=3\d>/);
});
