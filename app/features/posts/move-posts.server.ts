/** Moving posts to another thread, each with all that answers it. Ids and addresses stay; numbers are the new thread's. */
import type { Member } from "~/features/auth/auth";
import { countContribution } from "~/features/members/members.server";
import { shareVocabulary } from "~/features/tags/tags.server";
import { insertThread, lockThreads, recountThread, restateWorth } from "~/features/threads/threads.server";
import { db, type Tx } from "~/platform/db.server";
import { excerptOf, shownText } from "./post";
import { leaveLines, listBranches, placeIn, tellOfMove } from "./place-moved.server";

/** How many posts are moved at a time. */
const mostAtOnce = 1_000;

type Move = {
  by: Pick<Member, "id">;
  at: Date;
  fromId: number;
  /** Numbers of posts; all of them merge the thread into the other one. */
  numbers: number[] | "all";
  to: { id: number } | { title: string; tagIds: number[] };
};

export type MoveRefusal =
  "no-such-thread" | "no-such-target" | "same-thread" | "first-post" | "no-such-posts" | "too-many";

/** Old and new numbers of the moved posts, in their order, and the newest number of the thread that had been there before. */
export type Moved = {
  fromId: number;
  toId: number;
  isNewThread: boolean;
  lastBefore: number;
  posts: { id: number; authorId: number; from: number; to: number }[];
};

/** Moves posts in the caller's transaction, which is long where they are many. */
export async function movePosts(
  tx: Tx,
  { by, at, fromId, numbers, to }: Move,
): Promise<({ ok: true } & Moved) | { ok: false; reason: MoveRefusal }> {
  const isNewThread = "title" in to;
  if (!isNewThread && to.id === fromId) return { ok: false, reason: "same-thread" };
  // The vocabulary is locked before threads.
  if (isNewThread) await shareVocabulary(tx);
  await lockThreads(tx, isNewThread ? [fromId] : [fromId, to.id]);
  const from = await findOpen(tx, fromId);
  if (!from) return { ok: false, reason: "no-such-thread" };
  if (!isNewThread && !(await findOpen(tx, to.id))) return { ok: false, reason: "no-such-target" };
  if (numbers !== "all" && numbers.includes(1)) return { ok: false, reason: "first-post" };

  const posts = await listBranches(tx, fromId, numbers === "all" ? "all" : { numbers });
  const [first] = posts;
  if (!first) return { ok: false, reason: "no-such-posts" };
  if (posts.length > mostAtOnce) return { ok: false, reason: "too-many" };

  const toId = isNewThread
    ? (await insertThread(tx, { ...to, authorId: first.authorId, at: first.createdAt })).id
    : to.id;
  if (isNewThread) await countContribution(tx, first.authorId, { posts: 0, threads: 1 });
  const { nextNumber } = await tx.thread.findUniqueOrThrow({ where: { id: toId }, select: { nextNumber: true } });
  const kind = numbers === "all" ? "merge" : "move";
  const { id: moveId } = await tx.threadMove.create({
    data: { kind, fromThreadId: fromId, toThreadId: toId, isNewThread, byId: by.id, at },
    select: { id: true },
  });
  await leaveLines(tx, moveId, fromId, posts);
  await tellOfMove(tx, { kind, fromId, toId, byId: by.id, at, numbers: posts.map(({ number }) => number) });
  const placed = posts.map((post, index) => ({ ...post, number: nextNumber + index }));
  await placeIn(tx, toId, posts, placed);
  if (kind === "merge") await closeMerged(tx, { ...from, id: fromId }, toId);
  else await recountThread(tx, fromId);
  await recountThread(tx, toId);
  for (const id of [fromId, toId]) await restateWorth(tx, id);
  return {
    ok: true,
    fromId,
    toId,
    isNewThread,
    lastBefore: nextNumber - 1,
    posts: posts.map(({ id, authorId, number }, index) => ({ id, authorId, from: number, to: nextNumber + index })),
  };
}

const findOpen = (tx: Tx, id: number) =>
  tx.thread.findFirst({ where: { id, status: "visible", mergedIntoId: null }, select: { authorId: true } });

/** A merged thread has no posts any more: lists leave it out, and its address leads to the other one. */
async function closeMerged(tx: Tx, from: { id: number; authorId: number }, toId: number) {
  await recountThread(tx, from.id, "deleted");
  await tx.thread.update({ where: { id: from.id }, data: { mergedIntoId: toId }, select: { id: true } });
  await countContribution(tx, from.authorId, { posts: 0, threads: -1 });
}

/** What a move of these posts would take along, for who is to confirm it: at most 1,001 posts. */
export async function listPostsToMove(threadId: number, numbers: number[] | "all") {
  const branches = await listBranches(db, threadId, numbers === "all" ? "all" : { numbers });
  const rows = await db.post.findMany({
    where: { id: { in: branches.slice(0, mostAtOnce + 1).map(({ id }) => id) } },
    orderBy: { number: "asc" },
    select: {
      id: true,
      number: true,
      status: true,
      plainText: true,
      readableText: true,
      foldedAt: true,
      author: { select: { name: true } },
    },
  });
  return rows.map(({ id, number, status, author, ...texts }) => ({
    id,
    number,
    isRemoved: status !== "visible",
    authorName: author.name,
    line: excerptOf(shownText(texts), 120),
    /** Nobody chose it: it answers one that was chosen. */
    follows: numbers !== "all" && !numbers.includes(number),
  }));
}
