import pg from "pg";
import { expect, test, vi } from "vitest";
import { relations } from "~/features/posts/post";
import { relationOf } from "~/features/posts/stored-relation";
import { createPost, reserveReply, reprocessNow, reprocessOutdated } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

test("replies are numbered in a row and counted on the thread and the member", async () => {
  const thread = await aThread();
  const author = await aMember();
  const numbers = [];
  for (const body of ["one", "two", "three"]) numbers.push((await aReply({ thread, author, body })).number);
  expect(numbers).toEqual([2, 3, 4]);
  expect(
    await db.thread.findUnique({
      where: { id: thread.id },
      select: { postCount: true, nextNumber: true, lastPosterId: true },
    }),
  ).toEqual({
    postCount: 4,
    nextNumber: 5,
    lastPosterId: author.id,
  });
  expect((await db.member.findUniqueOrThrow({ where: { id: author.id } })).postCount).toBe(3);
});

test("a reply keeps what it says of the post it answers, whichever of the five it is", async () => {
  const thread = await aThread();
  const author = await aMember();
  const answered = await aReply({ thread });
  for (const relation of relations) {
    const written = await createPost({
      author,
      threadId: thread.id,
      parentId: answered.id,
      relation,
      body: `A reply that ${relation}.`,
    });
    const post = await db.post.findUniqueOrThrow({ where: { id: written.ok ? written.post.id : 0 } });
    expect(relationOf(post.relation)).toBe(relation);
  }
});

test("twenty replies at once get twenty different numbers", async () => {
  const thread = await aThread();
  const authors = await Promise.all(Array.from({ length: 20 }, () => aMember()));
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      createPost({ author: authors[index]!, threadId: thread.id, body: `reply ${index}` }),
    ),
  );
  const posts = await db.post.findMany({
    where: { threadId: thread.id },
    orderBy: { number: "asc" },
    select: { number: true },
  });
  expect(posts.map((post) => post.number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
});

test("double submit: ten equal submits at once are one post, and all ten get it", async () => {
  const thread = await aThread();
  const author = await aMember();
  const submits = Array.from({ length: 10 }, () =>
    createPost({ author, threadId: thread.id, body: "once", key: "one-and-the-same-key" }),
  );
  const written = await Promise.all(submits);
  const ids = new Set(written.map((answer) => (answer.ok ? answer.post.id : answer.reason)));
  expect(ids.size).toBe(1);
  expect(await db.post.count({ where: { threadId: thread.id } })).toBe(2);
});

test("without a key the same words in the same place are one post for a minute, and two after it", async () => {
  const thread = await aThread();
  const author = await aMember();
  const first = await createPost({ author, threadId: thread.id, body: "again" });
  expect(await createPost({ author, threadId: thread.id, body: "again" })).toMatchObject(first);
  await db.idempotencyKey.updateMany({ where: { memberId: author.id }, data: { expiresAt: new Date(0) } });
  const later = await createPost({ author, threadId: thread.id, body: "again" });
  expect(later.ok && first.ok && later.post.id > first.post.id).toBe(true);
});

test("a refused post leaves nothing behind, and its key is free again", async () => {
  const thread = await aThread();
  const author = await aMember();
  await db.thread.update({ where: { id: thread.id }, data: { lockedAt: new Date() } });
  expect(await createPost({ author, threadId: thread.id, body: "hi", key: "refused-once" })).toEqual({
    ok: false,
    reason: "thread-locked",
  });
  expect(await db.post.count({ where: { threadId: thread.id } })).toBe(1);
  await db.thread.update({ where: { id: thread.id }, data: { lockedAt: null } });
  expect(await createPost({ author, threadId: thread.id, body: "hi", key: "refused-once" })).toMatchObject({
    ok: true,
  });
});

test("moderators may post in a locked thread", async () => {
  const thread = await aThread();
  await db.thread.update({ where: { id: thread.id }, data: { lockedAt: new Date() } });
  expect(
    await createPost({ author: await aMember({ role: "moderator" }), threadId: thread.id, body: "closing words" }),
  ).toMatchObject({ ok: true });
});

test("a post of another thread can't be answered here", async () => {
  const [here, elsewhere] = [await aThread(), await aThread()];
  const author = await aMember();
  expect(await createPost({ author, threadId: here.id, body: "hi", parentId: elsewhere.openingPostId })).toEqual({
    ok: false,
    reason: "no-such-parent",
  });
});

test("a reply hangs below the post that it answers, and is counted there", async () => {
  const thread = await aThread();
  const first = await aReply({ thread, parentId: thread.openingPostId });
  const second = await aReply({ thread, parentId: first.id });
  expect(second).toMatchObject({ parentId: first.id, depth: 2, path: "000010000200003" });
  expect((await db.post.findUniqueOrThrow({ where: { id: first.id } })).replyCount).toBe(1);
});

test("each mentioned member is stored once per revision, without those mentioned in quotes", async () => {
  const [alice, bob] = [await aMember({ handle: "alice-m" }), await aMember({ handle: "bob-m" })];
  const thread = await aThread({ author: bob });
  const body = `@alice-m and @ALICE-M again, nobody-there: @nobody-there\n\n[quote=@alice-m, p:${thread.openingPostId}, r:1]\nask @bob-m\n[/quote]`;
  const post = await aReply({ thread, body });
  expect(await db.mention.findMany({ where: { postId: post.id } })).toEqual([
    { postId: post.id, revision: 1, memberId: alice.id, ordinal: 0 },
  ]);
});

test("a post is rendered again when the renderer is newer, and derived rows stay the same", async () => {
  const carol = await aMember({ handle: "carol-m" });
  const thread = await aThread();
  const post = await aReply({ thread, body: "hello @carol-m, see #999999" });
  await db.post.update({ where: { id: post.id }, data: { html: "old", rendererVersion: 0 } });
  expect(await reprocessOutdated(() => false)).toBe(false);
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({
    html: post.html,
    rendererVersion: post.rendererVersion,
  });
  expect(await db.mention.count({ where: { memberId: carol.id } })).toBe(1);
});

test("a text that the renderer refuses is refused by name, and nothing of it stays", async () => {
  const thread = await aThread();
  const author = await aMember();
  // Short cells in many columns make a page far larger than the text, however fast the machine is.
  const body = `${"|a".repeat(200)}\n${"|-".repeat(200)}\n${"|\n".repeat(100)}`;
  const rows = async () => ({
    posts: await db.post.count(),
    revisions: await db.postRevision.count(),
    documents: await db.searchDocument.count(),
    thread: await db.thread.findUniqueOrThrow({ where: { id: thread.id } }),
    author: await db.member.findUniqueOrThrow({ where: { id: author.id } }),
    jobs: await db.$queryRaw`select count(*)::int from graphile_worker.jobs`,
  });
  const before = await rows();
  expect(await createPost({ author, threadId: thread.id, body })).toEqual({ ok: false, reason: "text-not-renderable" });
  expect(await rows()).toEqual(before);
});

test("a reply without references takes six statements, whether it answers the thread or a post", async () => {
  const thread = await aThread();
  const author = await aMember();
  const queries = vi.spyOn(pg.Client.prototype, "query");
  const counts: number[] = [];
  for (const parentId of [undefined, thread.openingPostId]) {
    queries.mockClear();
    expect((await createPost({ author, threadId: thread.id, body: `Answers ${parentId}.`, parentId })).ok).toBe(true);
    counts.push(queries.mock.calls.length);
  }
  queries.mockRestore();
  expect(counts).toEqual([6, 6]);
});

test("a reply whose place was reserved before takes a statement less, also where somebody was faster", async () => {
  const thread = await aThread();
  const [author, faster] = [await aMember(), await aMember()];
  const reserved = await reserveReply({ threadId: thread.id, parentId: undefined });
  expect(reserved).toMatchObject({ threadId: thread.id, number: 2 });
  await aReply({ thread, author: faster });
  const queries = vi.spyOn(pg.Client.prototype, "query");
  const written = await createPost({ author, threadId: thread.id, body: "Reserved." }, reserved);
  const { length } = queries.mock.calls;
  queries.mockRestore();
  expect(length).toBe(5);
  expect(written).toEqual({ ok: true, post: { id: reserved.postId } });
  expect(await db.post.findUnique({ where: { id: reserved.postId }, select: { number: true } })).toEqual({ number: 3 });
});

test("a form that reaches two servers at once is one post", async () => {
  const thread = await aThread();
  const author = await aMember();
  // Whatever differs beside the key keeps this process from seeing that they are the same form.
  const written = await Promise.all(
    ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"].map((address) =>
      createPost({
        author,
        threadId: thread.id,
        body: "Sent to two servers.",
        key: "the-same-at-two-servers",
        address,
      }),
    ),
  );
  expect(new Set(written.map((answer) => (answer.ok ? answer.post.id : answer.reason))).size).toBe(1);
  expect(await db.post.count({ where: { threadId: thread.id } })).toBe(2);
});

test("what is stored of a text without references is what rendering it again makes", async () => {
  const thread = await aThread();
  const { id } = await aReply({
    thread,
    body: "# A heading\n\nSome *words*, `code` and https://example.org/alone.\n\nhttps://example.org/card\n\n| a | b |\n|---|---|\n| 1 | 2 |",
  });
  const read = async () => ({
    post: await db.post.findUniqueOrThrow({ where: { id } }),
    revisions: await db.postRevision.findMany({ where: { postId: id } }),
    document:
      await db.$queryRaw`select "keys", "vector"::text, "createdAt" from "SearchDocument" where "postId" = ${id}`,
  });
  const written = await read();
  expect(written.post.html).toContain("<h");
  await reprocessNow(id);
  expect(await read()).toEqual(written);
});
