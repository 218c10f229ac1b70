/** Commands on a thread's row. Each runs in the transaction of the post or vote that causes it. */
import type { Member } from "~/features/auth/auth";
import { countThread, currentTagIds, shareVocabulary } from "~/features/tags/tags.server";
import { Prisma, type Tx } from "~/platform/db.server";
import { announcingInLists, tellingOfReply } from "./announce-update.server";
import { canReply, hotScore, slugOf } from "./thread";

type NewThread = { title: string; authorId: number; tagIds: number[]; at: Date };

/** Adds a thread; its opening post follows in the same transaction. */
export async function insertThread(tx: Tx, { title, authorId, tagIds: chosen, at }: NewThread) {
  await shareVocabulary(tx);
  const tagIds = await currentTagIds(tx, chosen);
  const thread = await tx.thread.create({
    data: {
      title,
      slug: slugOf(title),
      authorId,
      lastPosterId: authorId,
      createdAt: at,
      lastPostAt: at,
      hotScore: hotScore({ worthCount: 0, postCount: 1, createdAt: at }),
      tags: { create: tagIds.map((tagId, position) => ({ tagId, position })) },
    },
    select: { id: true, slug: true },
  });
  await countThread(tx, tagIds, 1);
  return thread;
}

/** A thread as a post finds it that is to be written there; times as JSON has them. */
export type ThreadToPostIn = {
  id: number;
  status: "visible" | "hidden" | "deleted";
  title: string;
  tagIds: number[];
  lockedAt: string | null;
  /** Since when everybody posts there once an hour; null where they don't. */
  slowedAt: string | null;
  createdAt: string;
  lastPostAt: string;
  /** The number of the next post. */
  nextNumber: number;
  postCount: number;
  worthCount: number;
  /** How many updates its open pages were told. */
  lastUpdate: number;
};

/** The query of a `ThreadToPostIn`, for `readAtOnce`. The caller holds the thread's row, so that numbers have no gaps. */
export const threadToPostIn = (id: number) => Prisma.sql`
  select t."id", t."status"::text, t."title",
    coalesce((select json_agg(g."tagId" order by g."position") from "ThreadTag" g where g."threadId" = t."id"), '[]') as "tagIds",
    t."lockedAt", t."slowedAt", t."createdAt", t."lastPostAt", t."nextNumber", t."postCount", t."worthCount", t."lastUpdate"
  from "Thread" t where t."id" = ${id}`;

/** Why a thread takes no post of this member; null where it does. */
export function refusalOfThread(
  thread: ThreadToPostIn | undefined,
  author: Member,
): "no-such-thread" | "thread-locked" | null {
  if (!thread || thread.status === "deleted") return "no-such-thread";
  return canReply(author, thread) ? null : "thread-locked";
}

/**
 * The statement that counts a thread's next post, for `writeTogether`, and that its open pages are told of it where everybody
 * may read them.
 */
export function countingPost(thread: ThreadToPostIn, authorId: number, at: Date): Prisma.Sql {
  const postCount = thread.postCount + 1;
  const lastPostAt = new Date(Math.max(at.getTime(), Date.parse(thread.lastPostAt)));
  const rank = hotScore({ ...thread, createdAt: new Date(thread.createdAt), postCount });
  return Prisma.sql`
    update "Thread" set "postCount" = ${postCount}, "nextNumber" = ${thread.nextNumber + 1}, "lastPosterId" = ${authorId},
      "lastPostAt" = ${lastPostAt}, "hotScore" = ${rank}, "lastUpdate" = ${thread.lastUpdate + (isToldOf(thread) ? 1 : 0)}
    where "id" = ${thread.id} returning 1`;
}

/** The statements that tell open pages of a thread's next post, for `writeTogether`. */
export function tellingOfPost(thread: ThreadToPostIn): Prisma.Sql[] {
  // Nobody has a page of a thread open that is only being started.
  if (thread.nextNumber === 1) return [announcingInLists(thread.id, 1)];
  return isToldOf(thread) ? tellingOfReply(thread.id, thread.lastUpdate + 1, thread.nextNumber) : [];
}

/** Nothing is told of a thread that not everybody may read, nor where nobody can have a page of it open. */
const isToldOf = ({ status, nextNumber }: ThreadToPostIn) => status === "visible" && nextNumber > 1;

/** Stores the opening post's TL;DR. */
export async function setTldr(tx: Tx, threadId: number, tldr: string) {
  await tx.thread.updateMany({ where: { id: threadId, tldr: { not: tldr } }, data: { tldr } });
}

/** Adds to a thread's score, which is its opening post's, and updates its `hot` rank. */
export async function moveThreadWorth(tx: Tx, threadId: number, by: number) {
  const thread = await tx.thread.update({
    where: { id: threadId },
    data: { worthCount: { increment: by } },
    select: { worthCount: true, postCount: true, createdAt: true },
  });
  await tx.thread.update({ where: { id: threadId }, data: { hotScore: hotScore(thread) } });
}

/** States a thread's score and rank anew, after it got another opening post or other replies. */
export async function restateWorth(tx: Tx, threadId: number) {
  const opening = await tx.post.findUnique({
    where: { threadId_number: { threadId, number: 1 } },
    select: { worthCount: true },
  });
  const worthCount = opening?.worthCount ?? 0;
  const { postCount, createdAt } = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: { postCount: true, createdAt: true },
  });
  const rank = hotScore({ worthCount, postCount, createdAt });
  await tx.thread.update({ where: { id: threadId }, data: { worthCount, hotScore: rank }, select: { id: true } });
}
