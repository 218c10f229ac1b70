import { expect, test } from "vitest";
import { castVote, listReactors, listSignals, react } from "~/features/signals/signals.server";
import { hotScore } from "~/features/threads/thread";
import { sinceInWords } from "~/features/signals/post-signals";
import { createPost, editPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const countsOf = (postId: number) =>
  db.post.findUniqueOrThrow({
    where: { id: postId },
    select: { worthCount: true, agreeCount: true, disagreeCount: true },
  });

/** What the counters must be. */
async function sumsOf(postId: number) {
  const votes = await db.vote.findMany({ where: { postId } });
  const of = (axis: string) => votes.filter((vote) => vote.axis === axis).map(({ value }) => value);
  return {
    worthCount: of("worth").reduce((sum, value) => sum + value, 0),
    agreeCount: of("agree").filter((value) => value > 0).length,
    disagreeCount: of("agree").filter((value) => value < 0).length,
  };
}

test("the two votes of a member are counted separately, once however often they are sent, and taken back", async () => {
  const post = await aReply({ thread: await aThread() });
  const member = await aMember();
  const cast = (axis: "worth" | "agree", value: number) => castVote({ member, postId: post.id, axis, value });
  const counts = (worthCount: number, agreeCount: number, disagreeCount: number) => ({
    ok: true,
    counts: { worthCount, agreeCount, disagreeCount },
  });
  expect(await cast("worth", 1)).toEqual(counts(1, 0, 0));
  expect(await cast("worth", 1)).toEqual(counts(1, 0, 0));
  expect(await cast("worth", 2)).toEqual(counts(2, 0, 0));
  expect(await cast("agree", 1)).toEqual(counts(2, 1, 0));
  expect(await cast("agree", -1)).toEqual(counts(2, 0, 1));
  const posts = [post, { id: 1, revision: 1 }];
  expect(await listSignals(member, posts)).toEqual({ [post.id]: expect.objectContaining({ worth: 2, agree: -1 }) });
  expect(await cast("worth", -2)).toEqual(counts(-2, 0, 1));
  expect(await cast("worth", 0)).toEqual(counts(0, 0, 1));
  expect(await cast("worth", 0)).toEqual(counts(0, 0, 1));
  expect(await listSignals(member, posts)).toEqual({ [post.id]: expect.objectContaining({ worth: 0, agree: -1 }) });
  expect(await listSignals(null, posts)).toEqual({});
  expect(await db.vote.count({ where: { postId: post.id } })).toBe(1);
});

test("two hundred toggles at once by a hundred members leave true counters, on the thread too", async () => {
  const thread = await aThread();
  const reply = await aReply({ thread });
  const members = await Promise.all(Array.from({ length: 100 }, () => aMember()));
  await Promise.all([
    ...Array.from({ length: 200 }, (_, index) =>
      castVote({
        member: members[index % 100]!,
        postId: index % 4 === 3 ? reply.id : thread.openingPostId,
        axis: index % 3 === 0 ? "agree" : "worth",
        value: index % 3 === 0 ? ((index % 5) % 3) - 1 : (index % 7) - 2 > 2 ? 0 : (index % 7) - 2,
      }),
    ),
    // Replies take the thread's row and their parent's: they and the votes must not wait for each other.
    ...members
      .slice(0, 8)
      .map((author, index) =>
        createPost({ author, threadId: thread.id, body: `meanwhile ${index}`, parentId: thread.openingPostId }),
      ),
  ]);
  for (const id of [thread.openingPostId, reply.id]) expect(await countsOf(id)).toEqual(await sumsOf(id));
  const stored = await db.thread.findUniqueOrThrow({ where: { id: thread.id } });
  expect(stored.worthCount).toBe((await countsOf(thread.openingPostId)).worthCount);
  expect(stored.postCount).toBe(10);
  expect(stored.hotScore).toBeCloseTo(hotScore(stored), 9);
});

test("one member's clicks, all at once, are one vote or none", async () => {
  const post = await aReply({ thread: await aThread() });
  const member = await aMember();
  await Promise.all(
    Array.from({ length: 30 }, (_, index) => castVote({ member, postId: post.id, axis: "worth", value: index % 2 })),
  );
  const { worthCount } = await countsOf(post.id);
  expect([0, 1]).toContain(worthCount);
  expect(await countsOf(post.id)).toEqual(await sumsOf(post.id));
});

test("only the opening post's worth is the thread's, and makes it hotter; agreement never does", async () => {
  const thread = await aThread();
  const reply = await aReply({ thread });
  const before = await db.thread.findUniqueOrThrow({ where: { id: thread.id } });
  const members = await Promise.all([aMember(), aMember(), aMember()]);
  for (const member of members) {
    await castVote({ member, postId: thread.openingPostId, axis: "agree", value: 1 });
    await castVote({ member, postId: reply.id, axis: "worth", value: 1 });
  }
  expect(await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).toEqual(before);
  for (const member of members) await castVote({ member, postId: thread.openingPostId, axis: "worth", value: 1 });
  const after = await db.thread.findUniqueOrThrow({ where: { id: thread.id } });
  expect(after.worthCount).toBe(3);
  expect(after.hotScore).toBeGreaterThan(before.hotScore);
});

test("own posts, hidden posts and posts of hidden threads take no votes", async () => {
  const author = await aMember();
  const thread = await aThread({ author });
  const hidden = await aReply({ thread });
  const moderator = await aMember({ role: "moderator" });
  const cast = (member: typeof author, postId: number) => castVote({ member, postId, axis: "worth", value: 1 });
  expect(await cast(author, thread.openingPostId)).toEqual({ ok: false, reason: "not-allowed" });
  await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  expect(await cast(moderator, hidden.id)).toEqual({ ok: false, reason: "no-such-post" });
  await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
  expect(await cast(moderator, thread.openingPostId)).toEqual({ ok: false, reason: "no-such-post" });
  expect(await cast(moderator, 2_147_483_647)).toEqual({ ok: false, reason: "no-such-post" });
  expect(await db.vote.count({ where: { postId: { in: [hidden.id, thread.openingPostId] } } })).toBe(0);
});

test("the database itself takes no vote beyond two", async () => {
  const post = await aReply({ thread: await aThread() });
  const { id: memberId } = await aMember();
  const row = (value: number) => db.vote.create({ data: { memberId, postId: post.id, axis: "worth", value } });
  await expect(row(3)).rejects.toThrow(/Vote_value/);
  await expect(row(-3)).rejects.toThrow(/Vote_value/);
  await row(-2);
  const agree = db.vote.create({ data: { memberId, postId: post.id, axis: "agree", value: 2 } });
  await expect(agree).rejects.toThrow(/Vote_agree/);
});

test("a vote keeps the revision that its member read, and says so when the post is another one since", async () => {
  const author = await aMember();
  const post = await aReply({ thread: await aThread(), author, body: "Before the edit." });
  const member = await aMember();
  const agree = (revision?: number) => castVote({ member, postId: post.id, axis: "agree", value: 1, revision });
  const own = async () => {
    const { revision } = await db.post.findUniqueOrThrow({ where: { id: post.id }, select: { revision: true } });
    return (await listSignals(member, [{ id: post.id, revision }]))[post.id]!;
  };
  expect(await agree(2)).toEqual({ ok: false, reason: "no-such-revision" });
  expect(await react({ member, postId: post.id, kind: "crux", value: true, revision: 2 })).toEqual({
    ok: false,
    reason: "no-such-revision",
  });
  await agree(1);
  expect(await db.vote.findFirst({ where: { postId: post.id } })).toMatchObject({ revision: 1 });
  expect(sinceInWords(await own())).toBe(null);
  const edit = { by: author, postId: post.id, body: "After the edit.", reason: "", version: 1 };
  expect(await editPost(edit)).toEqual({ ok: true });
  expect(sinceInWords(await own())).toBe("edited after you agreed");
  // A form that was shown before the edit says nothing about what came after it.
  await agree(1);
  expect(sinceInWords(await own())).toBe("edited after you agreed");
  await agree(2);
  expect(sinceInWords(await own())).toBe(null);
});

test("reactions of a hundred at once, pressed twice and taken back by some, are counted as their rows", async () => {
  const post = await aReply({ thread: await aThread() });
  const members = await Promise.all(Array.from({ length: 25 }, () => aMember()));
  const kinds = ["crux", "unclear", "good-source", "off-topic"] as const;
  await Promise.all(
    members.flatMap((member, index) =>
      kinds.flatMap((kind, place) => [
        react({ member, postId: post.id, kind, value: true }),
        react({ member, postId: post.id, kind, value: (index + place) % 3 > 0 }),
      ]),
    ),
  );
  const rows = await db.reaction.groupBy({ by: ["kind"], where: { postId: post.id }, _count: true });
  const stored = await db.post.findUniqueOrThrow({ where: { id: post.id }, select: { reactionCounts: true } });
  expect(stored.reactionCounts).toEqual(Object.fromEntries(rows.map(({ kind, _count }) => [kind, _count])));
  for (const member of members) for (const kind of kinds) await react({ member, postId: post.id, kind, value: false });
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ reactionCounts: {} });
});

test("who reacted is known by name, the first eight of a kind; a reaction tells nothing of its member's votes", async () => {
  const thread = await aThread();
  const members = await Promise.all(Array.from({ length: 10 }, (_, index) => aMember({ name: `Reactor ${index}` })));
  for (const member of members) {
    await react({ member, postId: thread.openingPostId, kind: "crux", value: true });
    await castVote({ member, postId: thread.openingPostId, axis: "agree", value: -1 });
  }
  const post = { id: thread.openingPostId, reactionCounts: { crux: 10 } };
  const reactors = (await listReactors([post])).get(post.id)!;
  expect(Object.keys(reactors)).toEqual(["crux"]);
  expect(reactors["crux"]).toEqual(members.slice(0, 8).map(({ id, handle, name }) => ({ id, handle, name })));
  expect(await react({ member: thread.author, postId: post.id, kind: "crux", value: true })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
});
