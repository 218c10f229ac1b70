/** Commands on a thread's row. Each runs in the transaction of the post or vote that causes it. */
import type { Member } from "~/features/auth/auth";
import { countThread, currentTagIds, shareVocabulary } from "~/features/tags/tags.server";
import type { Prisma, Tx } from "~/platform/db.server";
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

export type ClaimedNumber =
  | {
      ok: true;
      number: number;
      /** Since when everybody posts there once an hour; null where they don't. */
      slowedAt: Date | null;
    }
  | { ok: false; reason: "no-such-thread" | "thread-locked" };

type Claimable = Pick<
  Prisma.ThreadGetPayload<object>,
  "status" | "lockedAt" | "slowedAt" | "nextNumber" | "postCount" | "worthCount" | "createdAt" | "lastPostAt"
>;

/** Takes a thread's next post number. The row stays locked until the transaction ends, so that numbers have no gaps. */
export async function claimNextNumber(tx: Tx, threadId: number, author: Member, at: Date): Promise<ClaimedNumber> {
  const [thread] = await tx.$queryRaw<Claimable[]>`
    select "status"::text, "lockedAt", "slowedAt", "nextNumber", "postCount", "worthCount", "createdAt", "lastPostAt"
    from "Thread" where "id" = ${threadId} for no key update`;
  if (!thread || thread.status === "deleted") return { ok: false, reason: "no-such-thread" };
  if (!canReply(author, { status: thread.status, lockedAt: thread.lockedAt?.toISOString() ?? null }))
    return { ok: false, reason: "thread-locked" };

  const postCount = thread.postCount + 1;
  await tx.thread.update({
    where: { id: threadId },
    data: {
      postCount,
      nextNumber: thread.nextNumber + 1,
      lastPosterId: author.id,
      lastPostAt: at > thread.lastPostAt ? at : thread.lastPostAt,
      hotScore: hotScore({ ...thread, postCount }),
    },
    select: { id: true },
  });
  return { ok: true, number: thread.nextNumber, slowedAt: thread.slowedAt };
}

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
