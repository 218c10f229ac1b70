import { expect, test } from "vitest";
import { castVote, listVotesOf } from "~/features/signals/signals.server";
import { hotScore } from "~/features/threads/thread";
import { createPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const countsOf = (postId: number) =>
  db.post.findUniqueOrThrow({ where: { id: postId }, select: { worthCount: true, agreeCount: true } });

/** What the counters must be. */
async function sumsOf(postId: number) {
  const votes = await db.vote.findMany({ where: { postId } });
  const sum = (axis: string) => votes.filter((vote) => vote.axis === axis).reduce((all, vote) => all + vote.value, 0);
  return { worthCount: sum("worth"), agreeCount: sum("agree") };
}

test("the two votes of a member are counted separately, once however often they are sent, and taken back", async () => {
  const post = await aReply({ thread: await aThread() });
  const member = await aMember();
  const cast = (axis: "worth" | "agree", value: number) => castVote({ member, postId: post.id, axis, value });
  expect(await cast("worth", 1)).toEqual({ ok: true, counts: { worthCount: 1, agreeCount: 0 } });
  expect(await cast("worth", 1)).toEqual({ ok: true, counts: { worthCount: 1, agreeCount: 0 } });
  expect(await cast("agree", 1)).toEqual({ ok: true, counts: { worthCount: 1, agreeCount: 1 } });
  expect(await listVotesOf(member, [post.id, 1])).toEqual({ [post.id]: expect.toSatisfy((axes) => axes.length === 2) });
  expect(await cast("worth", 0)).toEqual({ ok: true, counts: { worthCount: 0, agreeCount: 1 } });
  expect(await cast("worth", 0)).toEqual({ ok: true, counts: { worthCount: 0, agreeCount: 1 } });
  expect(await listVotesOf(member, [post.id])).toEqual({ [post.id]: ["agree"] });
  expect(await listVotesOf(null, [post.id])).toEqual({});
  expect(await db.vote.count({ where: { postId: post.id } })).toBe(1);
});

test("a hundred toggles at once by many members leave true counters, on the thread too", async () => {
  const thread = await aThread();
  const reply = await aReply({ thread });
  const members = await Promise.all(Array.from({ length: 20 }, () => aMember()));
  await Promise.all([
    ...Array.from({ length: 100 }, (_, index) =>
      castVote({
        member: members[index % 20]!,
        postId: index % 4 === 3 ? reply.id : thread.openingPostId,
        axis: index % 3 === 0 ? "agree" : "worth",
        value: index % 7 < 4 ? 1 : 0,
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
});
