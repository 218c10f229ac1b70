import { expect, test } from "vitest";
import { deletePost, editPost, undeletePost } from "~/features/posts/posts.server";
import { compareWords } from "~/features/markdown/compare-words";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const edit = { reason: "", version: 1 };

test("an edit is a new revision: the old text stays, html and mentions follow the new one", async () => {
  const [author, named] = [await aMember(), await aMember({ handle: "named-later" })];
  const post = await aReply({ thread: await aThread(), author, body: "before" });
  expect(
    await editPost({ ...edit, by: author, postId: post.id, body: "after, @named-later", reason: "forgot a name" }),
  ).toEqual({ ok: true });
  const now = await db.post.findUniqueOrThrow({
    where: { id: post.id },
    include: { revisions: { orderBy: { number: "asc" } } },
  });
  expect(now).toMatchObject({ version: 2, revision: 2, plainText: expect.stringContaining("after") });
  expect(now.html).toContain("after");
  expect(now.editedAt).not.toBeNull();
  expect(now.revisions.map(({ number, body, reason }) => [number, body, reason])).toEqual([
    [1, "before", ""],
    [2, "after, @named-later", "forgot a name"],
  ]);
  expect(await db.mention.findMany({ where: { postId: post.id } })).toEqual([
    { postId: post.id, revision: 2, memberId: named.id, ordinal: 0 },
  ]);
});

test("two tabs: of two edits that began from one version the second gets the first one's text", async () => {
  const author = await aMember();
  const post = await aReply({ thread: await aThread(), author, body: "begun from" });
  const answers = await Promise.all(
    ["mine", "mine too"].map((body) => editPost({ ...edit, by: author, postId: post.id, body })),
  );
  const [won, lost] = answers.toSorted((a, b) => Number(b.ok) - Number(a.ok));
  expect(won).toEqual({ ok: true });
  const stands = (await db.postRevision.findUniqueOrThrow({ where: { postId_number: { postId: post.id, number: 2 } } }))
    .body;
  expect(lost).toEqual({ ok: false, reason: "edit-conflict", body: stands, version: 2 });
  expect(await db.postRevision.count({ where: { postId: post.id } })).toBe(2);
});

test("a hundred and twenty edits, six at once, overwrite nobody silently", async () => {
  const author = await aMember();
  const post = await aReply({ thread: await aThread(), author, body: "0" });
  let saved = 0;
  let refused = 0;
  for (let round = 1; round <= 20; round++) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        editPost({ ...edit, by: author, postId: post.id, body: `${round}-${index}`, version: round }),
      ),
    );
    saved += answers.filter((answer) => answer.ok).length;
    refused += answers.filter((answer) => !answer.ok && answer.reason === "edit-conflict").length;
  }
  expect([saved, refused]).toEqual([20, 100]);
  expect(await db.postRevision.count({ where: { postId: post.id } })).toBe(21);
});

test("nothing changed is no revision", async () => {
  const author = await aMember();
  const post = await aReply({ thread: await aThread(), author, body: "same" });
  expect(await editPost({ ...edit, by: author, postId: post.id, body: "same" })).toEqual({ ok: true });
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({
    version: 1,
    revision: 1,
    editedAt: null,
  });
});

test("others, suspended writers and writers in locked threads edit and delete nothing", async () => {
  const author = await aMember();
  const thread = await aThread();
  const post = await aReply({ thread, author });
  const notAllowed = { ok: false, reason: "not-allowed" };
  for (const by of [await aMember(), await aMember({ role: "moderator" }), { ...author, isSuspended: true }]) {
    expect(await editPost({ ...edit, by, postId: post.id, body: "x" })).toEqual(notAllowed);
    expect(await deletePost({ by, postId: post.id })).toEqual(notAllowed);
  }
  await db.thread.update({ where: { id: thread.id }, data: { lockedAt: new Date() } });
  expect(await editPost({ ...edit, by: author, postId: post.id, body: "x" })).toEqual(notAllowed);
  expect(await deletePost({ by: author, postId: post.id })).toEqual(notAllowed);
});

test("a new title is a new address, new tags are counted, and both are events of the thread", async () => {
  const author = await aMember();
  const thread = await aThread({ author, title: "The title it had before", tags: ["gaming", "privacy"] });
  const [kept, added] = await findTags(db, ["privacy", "proofs"]);
  const countOf = async (slug: string) => (await db.tag.findUniqueOrThrow({ where: { slug } })).threadCount;
  const before = [await countOf("gaming"), await countOf("privacy"), await countOf("proofs")];
  const refiled = { title: "The title it has now", tagIds: [kept!.id, added!.id] };
  expect(
    await editPost({ ...edit, by: author, postId: thread.openingPostId, body: "An opening post.", thread: refiled }),
  ).toEqual({ ok: true });
  expect(await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({
    title: "The title it has now",
    slug: "the-title-it-has-now",
  });
  expect([await countOf("gaming"), await countOf("privacy"), await countOf("proofs")]).toEqual([
    before[0]! - 1,
    before[1],
    before[2]! + 1,
  ]);
  expect(await db.threadEvent.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" } })).toMatchObject([
    { kind: "renamed", before: "The title it had before", after: "The title it has now", afterNumber: 1 },
    { kind: "retagged", before: "Gaming, Privacy", after: "Privacy, Proofs" },
  ]);
});

test("a deleted reply leaves its number and every counter true, and comes back as it was", async () => {
  const author = await aMember();
  const thread = await aThread();
  await aReply({ thread, author, parentId: thread.openingPostId });
  const post = await aReply({ thread, author, parentId: thread.openingPostId });
  const counters = async () => ({
    thread: await db.thread.findUniqueOrThrow({
      where: { id: thread.id },
      select: { postCount: true, nextNumber: true, lastPostAt: true },
    }),
    parent: (await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } })).replyCount,
    author: (await db.member.findUniqueOrThrow({ where: { id: author.id } })).postCount,
  });
  const before = await counters();
  expect(await deletePost({ by: author, postId: post.id })).toEqual({ ok: true });
  expect(await counters()).toMatchObject({ thread: { postCount: 2, nextNumber: 4 }, parent: 1, author: 1 });
  expect(await deletePost({ by: author, postId: post.id })).toEqual({ ok: false, reason: "not-allowed" });
  expect(await undeletePost({ by: await aMember(), postId: post.id })).toEqual({ ok: false, reason: "not-allowed" });
  expect(await undeletePost({ by: author, postId: post.id })).toEqual({ ok: true });
  expect(await counters()).toEqual(before);
});

test("an opening post goes with its thread while nobody has answered, and stays once somebody has", async () => {
  const alone = await aThread();
  expect(await deletePost({ by: alone.author, postId: alone.openingPostId })).toEqual({ ok: true });
  expect((await db.thread.findUniqueOrThrow({ where: { id: alone.id } })).status).toBe("deleted");
  expect(await undeletePost({ by: alone.author, postId: alone.openingPostId })).toEqual({ ok: true });
  expect((await db.thread.findUniqueOrThrow({ where: { id: alone.id } })).status).toBe("visible");
  await aReply({ thread: alone });
  expect(await deletePost({ by: alone.author, postId: alone.openingPostId })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
});

test("a comparison loses no character, whatever the texts", () => {
  const texts = [
    "",
    "one two three",
    "one 2 three\n\nfour",
    "ünïcode “quotes” 日本語",
    "a ".repeat(30_000),
    "b ".repeat(30_000),
  ];
  for (const before of texts)
    for (const after of texts) {
      const parts = compareWords(before, after);
      expect(
        parts
          .filter((part) => part.kind !== "added")
          .map((part) => part.text)
          .join(""),
      ).toBe(before);
      expect(
        parts
          .filter((part) => part.kind !== "removed")
          .map((part) => part.text)
          .join(""),
      ).toBe(after);
    }
  expect(compareWords("one two three", "one 2 three")).toEqual([
    { kind: "same", text: "one " },
    { kind: "removed", text: "two" },
    { kind: "added", text: "2" },
    { kind: "same", text: " three" },
  ]);
});
