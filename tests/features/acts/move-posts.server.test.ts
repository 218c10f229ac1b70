/** Moving posts between threads, merging, and back again: what has to be right afterwards, also while others write. */
import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { verifyChain, readChain } from "~/features/moderation/moderation.server";
import { chooseLevel, readLevel } from "~/features/notifications/notifications.server";
import { createPost, editPost, listDiscussion, movePosts } from "~/features/posts/posts.server";
import { listNodes, noteRead, readOwn } from "~/features/reading/reading.server";
import { castVote } from "~/features/signals/signals.server";
import { ThreadActForm } from "~/features/acts/acts";
import { actOnThread } from "~/features/acts/acts.server";
import { contentVersions } from "~/platform/content-version.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

const moderator = () => aMember({ role: "moderator" });
type Fields = Record<string, string>;
const asked = (fields: Fields) => ThreadActForm.parse({ reason: "Another question.", ...fields });

async function act(threadId: number, fields: Fields, by?: Member) {
  return actOnThread({ by: by ?? (await moderator()), threadId, asked: asked(fields) });
}
const split = (threadId: number, posts: string, title = "A question of its own, with an answer") =>
  act(threadId, { act: "move_posts", posts, to: "new", title });

const postOf = (id: number) => db.post.findUniqueOrThrow({ where: { id } });
const rowOf = (id: number) => db.thread.findUniqueOrThrow({ where: { id } });
const last = () => db.threadMove.findFirstOrThrow({ orderBy: { id: "desc" } });
const undo = async (threadId: number, moveId?: number) =>
  act(threadId, { act: "move_back", move: String(moveId ?? (await last()).id) });
const places = async (threadId: number) =>
  (await listNodes(threadId)).map(({ number, parent }) => `${number}<${parent ?? ""}`);

/** Six posts: 2 answers 1, 3 answers 2, 4 answers 3, 5 answers 1, 6 answers 3. */
async function aDebate() {
  const thread = await aThread({ body: "Does the base fee pay for blobs?" });
  const ids = [thread.openingPostId];
  for (const parent of [1, 2, 3, 1, 3])
    ids.push((await aReply({ thread, parentId: ids[parent - 1]!, body: `An answer to ${parent}.` })).id);
  return { thread, ids, id: (number: number) => ids[number - 1]! };
}

describe("moving posts to a new thread", () => {
  test("takes along what answers them; numbers, tree, counts and the lines they leave are right", async () => {
    const { thread, id } = await aDebate();
    expect(await split(thread.id, "3")).toEqual({ ok: true, path: `/p/${id(3)}` });
    const { toThreadId: newId } = await last();
    expect(await places(thread.id)).toEqual(["1<", "2<1", "5<1"]);
    expect(await places(newId)).toEqual(["1<", "2<1", "3<1"]);
    expect(await postOf(id(3))).toMatchObject({ threadId: newId, number: 1, path: "00001", depth: 0, replyCount: 2 });
    expect(await postOf(id(4))).toMatchObject({
      threadId: newId,
      number: 2,
      path: "0000100002",
      depth: 1,
      parentId: id(3),
    });
    expect(await postOf(id(2))).toMatchObject({ replyCount: 0 });
    expect(await rowOf(thread.id)).toMatchObject({ postCount: 3, nextNumber: 7 });
    const author = (await postOf(id(3))).authorId;
    expect(await rowOf(newId)).toMatchObject({ postCount: 3, nextNumber: 4, authorId: author, status: "visible" });
    const { posts } = await listDiscussion({ id: thread.id, lastNumber: 6 }, 1);
    expect(posts.map((post) => ("reason" in post ? `${post.number} ${post.reason}` : String(post.number)))).toEqual([
      "1",
      "2",
      "3 moved",
      "4 moved",
      "5",
      "6 moved",
    ]);
    expect(await db.member.findUniqueOrThrow({ where: { id: author } })).toMatchObject({
      threadCount: 1,
      postCount: 1,
    });
  });

  test("citations, claims, cases and the search index move too, and both threads' pages are made again", async () => {
    const thread = await aThread();
    const author = await aMember();
    const body =
      "Base runs at [142 TPS](metric:base/tps), as written[^https://local.example/a].\n\nSources: a name without a link";
    const post = await aReply({ thread, author, body });
    await db.modCase.create({
      data: { kind: "flag", subject: `flag:${post.id}`, postId: post.id, threadId: thread.id, openedAt: new Date() },
    });
    const before = await contentVersions([thread.id]);
    await split(thread.id, "2");
    const { toThreadId: newId } = await last();
    for (const table of ["citation", "sourceMention", "claim", "modCase"] as const) {
      const rows = await (db[table] as typeof db.claim).findMany({
        where: { postId: post.id },
        select: { threadId: true },
      });
      expect([table, rows.length > 0, rows.every((row) => row.threadId === newId)]).toEqual([table, true, true]);
    }
    expect(await db.searchDocument.findUniqueOrThrow({ where: { postId: post.id } })).toMatchObject({
      threadId: newId,
    });
    expect((await contentVersions([thread.id])).of([])).not.toBe(before.of([]));
  });

  test("votes and quotes stay with their posts; readers stand where they stood, followers follow both", async () => {
    const { thread, id } = await aDebate();
    const [reader, follower] = [await aMember(), await aMember()];
    await castVote({ member: reader, postId: id(3), axis: "worth", value: 1 });
    await noteRead({ member: reader, threadId: thread.id, number: 4 });
    await chooseLevel(follower, thread.id, "follow");
    const quoted = await db.post.findUniqueOrThrow({ where: { id: id(3) }, include: { author: true } });
    const quoting = await aReply({
      thread: await aThread(),
      body: `[quote=@${quoted.author.handle}, p:${quoted.id}, r:1]\nAn answer to 2.\n[/quote]\n\nSo?`,
    });
    await split(thread.id, "3");
    const { toThreadId: newId } = await last();
    expect(await rowOf(newId)).toMatchObject({ worthCount: 1 });
    expect(await db.quote.findFirstOrThrow({ where: { postId: quoting.id } })).toMatchObject({ quotedPostId: id(3) });
    expect((await readOwn(reader, newId)).place).toMatchObject({ lastNumber: 2, unread: 1, firstUnread: 3 });
    expect((await readOwn(reader, thread.id)).place).toMatchObject({ lastNumber: 4 });
    expect(await readLevel(follower, newId)).toBe("follow");
    await undo(thread.id);
    expect(await db.threadFollow.count({ where: { threadId: newId } })).toBe(0);
    expect((await readOwn(reader, thread.id)).place).toMatchObject({ lastNumber: 4 });
  });

  test("open pages of both threads are told, and so are the authors; the log has both threads", async () => {
    const { thread, id } = await aDebate();
    const before = (await rowOf(thread.id)).lastUpdate;
    await split(thread.id, "2");
    const { toThreadId: newId } = await last();
    expect((await rowOf(thread.id)).lastUpdate).toBe(before + 1);
    expect(
      await db.threadUpdate.findFirstOrThrow({ where: { threadId: thread.id }, orderBy: { sequence: "desc" } }),
    ).toMatchObject({ kind: "gap" });
    expect(await db.threadEvent.findFirstOrThrow({ where: { threadId: newId } })).toMatchObject({
      kind: "moved_here",
      before: "2–4 and 6",
      otherId: thread.id,
    });
    expect(await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
      kind: "move_posts",
      threadId: thread.id,
      otherThreadId: newId,
      detail: "4 posts",
    });
    const { authorId } = await postOf(id(2));
    expect(await db.notice.findFirstOrThrow({ where: { memberId: authorId, kind: "moderation" } })).toMatchObject({
      words: expect.stringContaining("moved your post 2"),
      path: `/p/${id(2)}`,
    });
    expect(await verifyChain(readChain())).toMatchObject({ ok: true });
  });

  test("the first post can't be moved alone, nor a post that is not there; nothing is logged then", async () => {
    const { thread } = await aDebate();
    const before = await db.modAction.count();
    expect(await split(thread.id, "1, 3")).toMatchObject({ ok: false, field: "posts" });
    expect(await split(thread.id, "9")).toMatchObject({ ok: false, field: "posts" });
    expect(
      await act(thread.id, { act: "move_posts", posts: "2", to: "other", target: String(thread.id) }),
    ).toMatchObject({ ok: false, field: "target" });
    expect(await act(thread.id, { act: "merge_thread", target: "999999" })).toMatchObject({
      ok: false,
      field: "target",
    });
    expect(await db.modAction.count()).toBe(before);
    expect(await places(thread.id)).toHaveLength(6);
  });
});

describe("moving back", () => {
  test("posts get their old numbers and answers back; what answered them since comes along; the new thread is left", async () => {
    const { thread, id } = await aDebate();
    await split(thread.id, "3");
    const move = await last();
    const made = await rowOf(move.toThreadId);
    const later = await aReply({
      thread: { ...thread, id: made.id },
      parentId: id(4),
      body: "Written in the new thread.",
    });
    const alone = await aReply({ thread: { ...thread, id: made.id }, body: "An answer to the new thread." });
    expect(await undo(made.id, move.id)).toMatchObject({ ok: true });
    expect(await places(thread.id)).toEqual(["1<", "2<1", "3<2", "4<3", "5<1", "6<3", "7<4", "8<"]);
    expect(await postOf(later.id)).toMatchObject({ threadId: thread.id, number: 7 });
    expect(await postOf(alone.id)).toMatchObject({ threadId: thread.id, number: 8 });
    expect(await postOf(id(2))).toMatchObject({ replyCount: 1 });
    expect(await rowOf(made.id)).toMatchObject({ status: "deleted", mergedIntoId: thread.id, postCount: 0 });
    expect(await rowOf(thread.id)).toMatchObject({ postCount: 8, nextNumber: 9 });
    expect(await undo(made.id, move.id)).toMatchObject({ ok: false, status: 409 });
  });

  test("from an existing thread only what was moved goes, with its answers; not after it was moved on", async () => {
    const { thread, id } = await aDebate();
    const other = await aThread();
    await aReply({ thread: other });
    await act(thread.id, {
      act: "move_posts",
      posts: "3",
      to: "other",
      target: `https://x.example/t/${other.id}/slug`,
    });
    const first = await last();
    expect(await places(other.id)).toEqual(["1<", "2<", "3<", "4<3", "5<3"]);
    await split(other.id, "4");
    expect(await undo(thread.id, first.id)).toMatchObject({
      ok: false,
      words: expect.stringContaining("moved on since"),
    });
    await undo(other.id);
    expect(await undo(thread.id, first.id)).toMatchObject({ ok: true });
    expect(await places(other.id)).toEqual(["1<", "2<"]);
    expect(await places(thread.id)).toEqual(["1<", "2<1", "3<2", "4<3", "5<1", "6<3"]);
    expect(await postOf(id(4))).toMatchObject({ number: 4, path: "00001000020000300004" });
  });
});

describe("merging", () => {
  test("all posts go, the first one too; lists leave the thread out; undone, all of it is as before", async () => {
    const { thread } = await aDebate();
    const other = await aThread();
    const before = await db.post.findMany({
      where: { threadId: thread.id },
      orderBy: { number: "asc" },
      select: { id: true, number: true, path: true, parentId: true, replyCount: true },
    });
    expect(await act(thread.id, { act: "merge_thread", target: String(other.id) })).toMatchObject({ ok: true });
    expect(await places(other.id)).toEqual(["1<", "2<", "3<2", "4<3", "5<4", "6<2", "7<4"]);
    expect(await rowOf(thread.id)).toMatchObject({ status: "deleted", mergedIntoId: other.id, postCount: 0 });
    expect(await rowOf(other.id)).toMatchObject({ postCount: 7 });
    const tag = await db.tag.findFirstOrThrow({ where: { slug: "fees" } });
    const counted = await db.threadTag.count({ where: { tagId: tag.id, thread: { status: "visible" } } });
    expect(tag.threadCount).toBe(counted);
    expect(await undo(thread.id)).toMatchObject({ ok: true, path: `/t/${thread.id}` });
    expect(
      await db.post.findMany({
        where: { threadId: thread.id },
        orderBy: { number: "asc" },
        select: { id: true, number: true, path: true, parentId: true, replyCount: true },
      }),
    ).toEqual(before);
    expect(await rowOf(thread.id)).toMatchObject({ status: "visible", mergedIntoId: null, postCount: 6 });
    expect(await rowOf(other.id)).toMatchObject({ postCount: 1 });
  });
});

describe("while others write", () => {
  test("replies, edits and votes during moves and undos are all kept, each in one place, and every count is right", async () => {
    const { thread, ids, id } = await aDebate();
    const other = await aThread();
    const authors = await Promise.all(Array.from({ length: 4 }, () => aMember()));
    const by = await moderator();
    const target = { act: "move_posts", posts: "3", to: "other", target: String(other.id) };
    const writing = authors.flatMap((author, at) => [
      createPost({ author, threadId: thread.id, parentId: id(4), body: `Below a post that moves, ${at}.` }),
      createPost({ author, threadId: thread.id, body: `Beside it, ${at}.` }),
      castVote({ member: author, postId: id(3), axis: "worth", value: 1 }),
    ]);
    const owner = await db.post.findUniqueOrThrow({ where: { id: id(4) }, select: { author: true } });
    const editor = { ...(await aMember()), id: owner.author.id };
    writing.push(
      editPost({ by: editor, postId: id(4), body: "Edited while it moved.", reason: "", version: 1 }) as never,
    );
    const moving = (async () => {
      const moved = await act(thread.id, target, by);
      const back = await undo(thread.id);
      const again = await act(thread.id, target, by);
      return [moved, back, again];
    })();
    const results = await Promise.all(writing);
    expect(await moving).toEqual([
      expect.objectContaining({ ok: true }),
      expect.objectContaining({ ok: true }),
      expect.objectContaining({ ok: true }),
    ]);
    expect(results.filter((one) => "ok" in one && !one.ok)).toEqual([]);
    await expectSound([thread, other]);
    const below = await db.post.findMany({ where: { parentId: id(4) }, select: { threadId: true } });
    expect(below).toHaveLength(4);
    expect(new Set(below.map(({ threadId }) => threadId))).toEqual(new Set([(await postOf(id(4))).threadId]));
    expect(await postOf(id(4))).toMatchObject({ revision: 2, threadId: other.id });
    expect(await postOf(id(3))).toMatchObject({ worthCount: 4 });
    expect(ids).toHaveLength(6);
  });

  test("a reply to a post that has moved goes where the post is; one to a merged thread goes to the other", async () => {
    const { thread, id } = await aDebate();
    const other = await aThread();
    await act(thread.id, { act: "move_posts", posts: "3", to: "other", target: String(other.id) });
    const author = await aMember();
    const reply = await createPost({ author, threadId: thread.id, parentId: id(3), body: "Sent from the old page." });
    expect(reply.ok && (await postOf(reply.post.id)).threadId).toBe(other.id);
    await act(other.id, { act: "merge_thread", target: String(thread.id) });
    const second = await createPost({ author, threadId: other.id, body: "Sent from the merged page." });
    expect(second.ok && (await postOf(second.post.id)).threadId).toBe(thread.id);
  });

  test("a reply goes to a post that was moved, brought back and moved again", async () => {
    const { thread, id } = await aDebate();
    const other = await aThread();
    const by = await moderator();
    const target = { act: "move_posts", posts: "3", to: "other", target: String(other.id) };
    await act(thread.id, target, by);
    await undo(thread.id);
    await act(thread.id, target, by);
    const reply = await createPost({
      author: await aMember(),
      threadId: thread.id,
      parentId: id(3),
      body: "Sent from the old page.",
    });
    expect(reply.ok && (await postOf(reply.post.id)).threadId).toBe(other.id);
  });

  test("two moderators who move the same posts at once: one does, the other is told", async () => {
    const { thread } = await aDebate();
    const others = await Promise.all([aThread(), aThread()]);
    const results = await Promise.all(
      others.map((other) => act(thread.id, { act: "move_posts", posts: "3", to: "other", target: String(other.id) })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await expectSound([thread, ...others]);
  });

  test("a move that fails half way changes nothing", async () => {
    const { thread } = await aDebate();
    const other = await aThread();
    const by = await moderator();
    await inTransaction(async (tx) => {
      const moved = await movePosts(tx, {
        by,
        at: await databaseNow(tx),
        fromId: thread.id,
        numbers: [3],
        to: { id: other.id },
      });
      expect(moved.ok).toBe(true);
      throw new Error("The rest of it fails.");
    }).catch(() => {});
    expect(await places(thread.id)).toHaveLength(6);
    await expectSound([thread, other]);
  });
});

describe("slow mode", () => {
  test("everybody posts once an hour: a second post is refused with the time, also of two at once; not in other threads", async () => {
    const thread = await aThread();
    await act(thread.id, { act: "slow_thread" });
    const [author, second] = [await aMember({ role: "moderator" }), await aMember()];
    const both = await Promise.all(
      [1, 2].map((at) => createPost({ author, threadId: thread.id, body: `At once, ${at}.` })),
    );
    expect(both.map((one) => (one.ok ? "ok" : one.reason)).toSorted()).toEqual(["not-now", "ok"]);
    expect(both.find((one) => !one.ok)).toMatchObject({
      notNow: { status: 429, words: expect.stringContaining("once an hour") },
    });
    expect((await createPost({ author: second, threadId: thread.id, body: "Somebody else." })).ok).toBe(true);
    expect((await createPost({ author, threadId: (await aThread()).id, body: "Elsewhere." })).ok).toBe(true);
    await act(thread.id, { act: "unslow_thread" });
    expect((await createPost({ author, threadId: thread.id, body: "Afterwards." })).ok).toBe(true);
  });
});

/** What holds of any threads: numbers, paths and counts follow from their posts. */
async function expectSound(threads: ThreadMade[]) {
  for (const { id } of threads) {
    const posts = await db.post.findMany({ where: { threadId: id }, orderBy: { number: "asc" } });
    const byId = new Map(posts.map((post) => [post.id, post]));
    for (const post of posts) {
      const parent = post.parentId === null ? null : byId.get(post.parentId);
      expect(parent).not.toBeUndefined();
      expect(post.path).toBe((parent?.path ?? "") + post.number.toString(36).padStart(5, "0"));
      expect(post.replyCount).toBe(
        posts.filter(({ parentId, status }) => parentId === post.id && status === "visible").length,
      );
    }
    const lines = await db.postMove.count({ where: { threadId: id, isUndone: false } });
    const thread = await rowOf(id);
    expect(posts.length + lines).toBe(thread.nextNumber - 1);
    expect(thread.postCount).toBe(posts.filter(({ status }) => status === "visible").length);
    expect(await db.searchDocument.count({ where: { threadId: id } })).toBe(posts.length);
  }
}
