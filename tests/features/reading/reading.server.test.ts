/** What members have read, what has changed since, and what they want to find again. */
import { describe, expect, test } from "vitest";
import { moderate } from "~/features/moderation/moderation.server";
import { deletePost, editPost } from "~/features/posts/posts.server";
import {
  chooseView,
  countMinute,
  findRemovedBookmark,
  keepBookmark,
  listBookmarks,
  listChanges,
  listUnread,
  noteRead,
  readOwn,
  removeBookmark,
  sweepBookmarks,
} from "~/features/reading/reading.server";
import { contentVersion } from "~/platform/content-version.server";
import { databaseNow, db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

const minutesAgo = async (minutes: number) => new Date((await databaseNow()).getTime() - minutes * 60_000);
async function threadOf(replies: number) {
  const thread = await aThread();
  const posts = [];
  for (let index = 0; index < replies; index++) posts.push(await aReply({ thread, author: thread.author }));
  return { thread, posts };
}

describe("a member's place in a thread", () => {
  test("only moves on, however signs of life from fifty tabs cross, and moves no version of the content", async () => {
    const { thread } = await threadOf(6);
    const member = await aMember();
    const before = await contentVersion();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => noteRead({ member, threadId: thread.id, number: (index % 5) + 1 })),
    );
    await Promise.all([
      countMinute(member),
      chooseView(member, "map"),
      keepBookmark({ member, postId: thread.openingPostId }),
    ]);
    const { place, chosen, bookmarked } = await readOwn(member, thread.id);
    expect(place).toEqual({ lastNumber: 5, unread: 2, firstUnread: 6, since: null });
    expect([chosen, bookmarked]).toEqual(["map", [thread.openingPostId]]);
    expect(await contentVersion()).toBe(before);
    expect(await listUnread(member, [thread.id])).toEqual({ [thread.id]: { count: 2, first: 6 } });
  });

  test("ends at the thread's last post, and is noted in no thread that the member may not read", async () => {
    const { thread } = await threadOf(1);
    const member = await aMember();
    expect(await noteRead({ member, threadId: thread.id, number: 2_000_000 })).toBe(true);
    expect((await readOwn(member, thread.id)).place?.lastNumber).toBe(2);
    await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
    expect(await noteRead({ member, threadId: thread.id, number: 1 })).toBe(false);
    expect(await noteRead({ member, threadId: 999_999, number: 1 })).toBe(false);
  });

  test("counts as unread what others wrote since and the member may read; a thread never opened has no count", async () => {
    const { thread, posts } = await threadOf(4);
    const [member, moderator] = [await aMember(), await aMember({ role: "moderator" })];
    expect(await listUnread(member, [thread.id])).toEqual({ [thread.id]: { count: null, first: null } });
    expect(await listUnread(null, [thread.id])).toEqual({});
    for (const reader of [member, moderator]) await noteRead({ member: reader, threadId: thread.id, number: 1 });
    await aReply({ thread, author: member });
    await moderate({ by: moderator, kind: "hide_post", target: posts[0]!.id, reason: "It is not about scaling." });
    expect(await listUnread(member, [thread.id])).toEqual({ [thread.id]: { count: 3, first: 3 } });
    expect((await listUnread(moderator, [thread.id]))[thread.id]).toEqual({ count: 5, first: 2 });
  });

  test("keeps the end of the visit before this one for as long as this one goes on", async () => {
    const { thread } = await threadOf(8);
    const member = await aMember();
    const first = await minutesAgo(300);
    await noteRead({ member, threadId: thread.id, number: 3, at: first });
    expect((await readOwn(member, thread.id)).place?.since).toEqual({ at: first.toISOString(), number: 3 });
    for (const [minutes, number] of [
      [20, 4],
      [10, 7],
    ] as const)
      await noteRead({ member, threadId: thread.id, number, at: await minutesAgo(minutes) });
    const { place } = await readOwn(member, thread.id);
    expect(place).toMatchObject({ lastNumber: 7, since: { at: first.toISOString(), number: 3 } });
  });
});

test("a minute of reading is counted once, in however many tabs it passes", async () => {
  const member = await aMember();
  const minutes = async () => (await db.reader.findUnique({ where: { memberId: member.id } }))?.minutesRead ?? 0;
  await Promise.all(Array.from({ length: 20 }, () => countMinute(member)));
  expect(await minutes()).toBe(1);
  await db.reader.update({ where: { memberId: member.id }, data: { minuteAt: await minutesAgo(1.01) } });
  await Promise.all(Array.from({ length: 20 }, () => countMinute(member)));
  expect(await minutes()).toBe(2);
});

describe("what has changed in a thread", () => {
  test("is what was written, edited and corrected since, without posts that may not be read", async () => {
    const author = await aMember();
    const at = await minutesAgo(600);
    const thread = await aThread({ author, at, body: "The first word." });
    const read = await aReply({ thread, author, at, body: "Read before it was edited." });
    const later = await aReply({ thread, author, at, body: "Never read, and edited." });
    const since = await minutesAgo(60);
    for (const { id } of [read, later])
      expect(await editPost({ by: author, postId: id, body: "Edited since.", reason: "", version: 1 })).toEqual({
        ok: true,
      });
    // However little is another: one word is.
    const opening = { by: author, postId: thread.openingPostId, body: "Our first word.", reason: "", version: 1 };
    expect(await editPost(opening)).toEqual({ ok: true });
    const written = await aReply({ thread, author, body: "Written since." });
    const deleted = await aReply({ thread, author, body: "Written and deleted since." });
    await deletePost({ by: author, postId: deleted.id });

    const changes = await listChanges({ threadId: thread.id, since, number: 2, viewer: null });
    expect(changes.replies.map(({ id, line }) => [id, line])).toEqual([[written.id, "Written since."]]);
    expect(changes.replyCount).toBe(1);
    expect(changes.edits.map(({ id, from, to }) => [id, from, to])).toEqual([
      [thread.openingPostId, 1, 2],
      [read.id, 1, 2],
    ]);
    const all = await listChanges({ threadId: thread.id, since, number: null, viewer: null });
    expect(all.edits).toHaveLength(3);
    const nothing = await listChanges({
      threadId: thread.id,
      since: new Date(Date.now() + 60_000),
      number: null,
      viewer: null,
    });
    expect(nothing).toEqual({ replyCount: 0, replies: [], edits: [], moved: [], corrected: [] });
  });

  test("names a verdict only once everybody may know it, and then from that moment on", async () => {
    const at = await minutesAgo(3 * 24 * 60);
    const body = "All of them do [5 TPS](metric:l2/tps), or [3,885 TPS](metric:l2/tps).";
    const thread = await aThread({ at, body });
    // As if it had been posted today, so that its author hears of trouble first.
    await db.claim.updateMany({ where: { threadId: thread.id }, data: { isBackdated: false } });
    await jobHandlers["claims.judge"]({ threadId: thread.id });
    const changes = async (since: Date) =>
      (await listChanges({ threadId: thread.id, since, number: null, viewer: thread.author })).moved;
    expect(await changes(await minutesAgo(60))).toEqual([]);

    const hours = (count: number) => minutesAgo(count * 60);
    const troubledAt = await hours(25);
    await db.claim.updateMany({ where: { threadId: thread.id }, data: { troubledAt } });
    await db.claimCheck.updateMany({ where: { claim: { threadId: thread.id } }, data: { at: troubledAt } });
    const found = await changes(await hours(2));
    expect(found.map(({ text, word }) => [text, word])).toEqual([
      ["5 TPS", expect.stringMatching(/^inconsistent/)],
      ["3,885 TPS", expect.stringMatching(/^inconsistent/)],
    ]);
    // It became public an hour ago.
    expect(await changes(await minutesAgo(30))).toEqual([]);
  });
});

describe("a bookmark", () => {
  test("keeps its note, is removed, and comes back with it for a day", async () => {
    const { thread, posts } = await threadOf(2);
    const member = await aMember();
    const [first, second] = posts.map(({ id }) => id) as [number, number];
    expect(await keepBookmark({ member, postId: first, note: "Read again before the talk." })).toEqual({ ok: true });
    await Promise.all(Array.from({ length: 10 }, () => keepBookmark({ member, postId: second })));
    const { lines, next } = await listBookmarks(member, null);
    expect(lines.map(({ postId, note }) => [postId, note])).toEqual([
      [second, ""],
      [first, "Read again before the talk."],
    ]);
    expect([next, lines[1]?.post?.thread.id]).toEqual([null, thread.id]);

    await removeBookmark(member, first);
    expect((await listBookmarks(member, null)).lines).toHaveLength(1);
    expect((await findRemovedBookmark(member, first))?.note).toBe("Read again before the talk.");
    expect(await findRemovedBookmark(await aMember(), first)).toBeNull();
    await keepBookmark({ member, postId: first });
    expect((await listBookmarks(member, null)).lines[1]?.note).toBe("Read again before the talk.");
    await keepBookmark({ member, postId: first, note: "" });
    expect((await listBookmarks(member, null)).lines[1]?.note).toBe("");

    await removeBookmark(member, first);
    await db.bookmark.updateMany({ where: { postId: first }, data: { removedAt: await minutesAgo(25 * 60) } });
    await sweepBookmarks();
    expect(await db.bookmark.count({ where: { memberId: member.id } })).toBe(1);
  });

  test("of a post that was hidden since says nothing of it, and no post that may not be read can be bookmarked", async () => {
    const { posts } = await threadOf(1);
    const member = await aMember();
    const postId = posts[0]!.id;
    await keepBookmark({ member, postId, note: "Mine." });
    await db.post.update({ where: { id: postId }, data: { status: "hidden" } });
    expect((await listBookmarks(member, null)).lines).toMatchObject([{ postId, note: "Mine.", post: null }]);
    expect(await keepBookmark({ member: await aMember(), postId })).toEqual({ ok: false, reason: "no-such-post" });
  });
});
