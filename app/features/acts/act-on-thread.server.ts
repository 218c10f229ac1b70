/** Acts on a thread, each in one transaction with its entry of the log, and told to whom they concern. */
import type { Member } from "~/features/auth/auth";
import { moderateIn, writeLog } from "~/features/moderation/moderation.server";
import { carryFollows, tellMember } from "~/features/notifications/notifications.server";
import { moveBack, type Moved, movePosts } from "~/features/posts/posts.server";
import { carryPlaces } from "~/features/reading/reading.server";
import { closeThread, reopenThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { counted } from "~/ui/count";
import type { AskedAct } from "./thread-act";

/** Milliseconds: a thousand posts can move at once. */
const timeToMove = 60_000;

type Given = { by: Member; threadId: number; asked: AskedAct };
type Refusal = { ok: false; status: 404 | 409 | 422; field: string; words: string };
type Acted = { ok: true; path: string } | Refusal;

/** Rolls back what was begun; the command turns it into a value. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.words);
  }
}

/** Does what the form asks. The caller checks that a moderator asks. */
export async function actOnThread(given: Given): Promise<Acted> {
  const work = async (tx: Tx) => {
    const acted = await act(tx, given);
    if (!acted.ok) throw new Refused(acted);
    return acted;
  };
  try {
    return await inTransaction(work, { timeout: timeToMove });
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

async function act(tx: Tx, { by, threadId, asked }: Given): Promise<Acted> {
  const at = await databaseNow(tx);
  const given = { by, threadId, reason: asked.reason, at };
  const path = paths.threadById(threadId);
  if (asked.act === "move_posts" || asked.act === "merge_thread") return move(tx, given, asked);
  if (asked.act === "move_back") return undo(tx, given, asked.move ?? 0);
  if (asked.act === "close_thread" || asked.act === "reopen_thread") {
    const isDone =
      asked.act === "close_thread"
        ? await closeThread(tx, threadId, asked.summary, at)
        : await reopenThread(tx, threadId);
    if (!isDone) return nothingToDo;
    const actionId = await writeLog(tx, { by, kind: asked.act, reason: asked.reason, at, threadId });
    await enqueue(tx, "notices.act", { actionId });
    return { ok: true, path };
  }
  const done = await moderateIn(tx, { by, kind: asked.act, target: threadId, reason: asked.reason });
  return done.ok ? { ok: true, path } : nothingToDo;
}

const nothingToDo = {
  ok: false,
  status: 409,
  field: "",
  words: "There is nothing to do: it is so already, or the thread is not there.",
} as const;

type Doing = { by: Member; threadId: number; reason: string; at: Date };

async function move(tx: Tx, { by, threadId, reason, at }: Doing, { act, numbers, to }: AskedAct): Promise<Acted> {
  const target = "title" in to ? { ...to, tagIds: await tagsOf(tx, threadId) } : to;
  const which = act === "merge_thread" ? "all" : numbers;
  const moved = await movePosts(tx, { by, at, fromId: threadId, numbers: which, to: target });
  if (!moved.ok) return refusals[moved.reason];
  await carryAlong(tx, moved, at);
  const modActionId = await writeLog(tx, {
    by,
    kind: act === "merge_thread" ? "merge_thread" : "move_posts",
    reason,
    at,
    threadId,
    otherThreadId: moved.toId,
    detail: counted(moved.posts.length, "post"),
  });
  await tellAuthors(tx, moved, { by, reason, modActionId });
  return { ok: true, path: paths.post({ id: moved.posts[0]!.id }) };
}

async function undo(tx: Tx, { by, threadId, reason, at }: Doing, moveId: number): Promise<Acted> {
  const back = await moveBack(tx, { by, at, moveId });
  if (!back.ok) return backRefusals[back.reason];
  await carryAlong(tx, back, at, back.movedAt);
  const modActionId = await writeLog(tx, {
    by,
    kind: back.kind === "merge" ? "unmerge_thread" : "move_back",
    reason,
    at,
    threadId: back.toId,
    otherThreadId: back.fromId,
    detail: counted(back.posts.length, "post"),
  });
  await tellAuthors(tx, back, { by, reason, modActionId });
  const isHere = threadId === back.toId;
  return { ok: true, path: isHere ? paths.threadById(threadId) : paths.post({ id: back.posts[0]!.id }) };
}

async function carryAlong(tx: Tx, moved: Moved, at: Date, undoneOf: Date | null = null) {
  await carryPlaces(tx, moved);
  await carryFollows(tx, { ...moved, postIds: moved.posts.map(({ id }) => id), at, undoneOf });
}

const tagsOf = async (tx: Tx, threadId: number) =>
  (await tx.threadTag.findMany({ where: { threadId }, orderBy: { position: "asc" }, select: { tagId: true } })).map(
    ({ tagId }) => tagId,
  );

type Telling = { by: Member; reason: string; modActionId: number };

/** Tells each author once; nobody is told of what they did themselves. */
async function tellAuthors(tx: Tx, { toId, posts }: Moved, { by, reason, modActionId }: Telling) {
  const { title } = await tx.thread.findUniqueOrThrow({ where: { id: toId }, select: { title: true } });
  const event = `action:${modActionId}`;
  for (const authorId of new Set(posts.map((post) => post.authorId))) {
    if (authorId === by.id) continue;
    const own = posts.filter((post) => post.authorId === authorId);
    const what = own.length === 1 ? `your post ${own[0]!.from}` : `${own.length} posts of yours`;
    await tellMember(tx, {
      memberId: authorId,
      kind: "moderation",
      subject: event,
      event,
      words: `moved ${what} to “${title}”: ${reason}`,
      path: paths.post({ id: own[0]!.id }),
      threadId: toId,
      actorId: by.id,
    });
  }
}

const no = (status: 404 | 409 | 422, field: string, words: string) => ({ ok: false, status, field, words }) as const;

const refusals = {
  "no-such-thread": no(409, "", "This thread is hidden, deleted or merged: nothing can be moved out of it."),
  "no-such-target": no(422, "target", "There is no such thread, or it is hidden, deleted or merged itself."),
  "same-thread": no(422, "target", "That is this thread. Give another one."),
  "first-post": no(422, "posts", "The first post can't be moved alone. Merge the thread into the other one instead."),
  "no-such-posts": no(422, "posts", "There are no such posts here, or they were moved already."),
  "too-many": no(422, "posts", "At most 1,000 posts are moved at a time, with all that answers them."),
};

const backRefusals = {
  "no-such-move": no(404, "", "There is no such move."),
  undone: no(409, "", "This was moved back already."),
  "moved-on": no(409, "", "Some of these posts were moved on since: move those back first."),
  "no-such-thread": no(409, "", "The thread that they came from is hidden, deleted or merged: restore it first."),
};
