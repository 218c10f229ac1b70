/** A thread's own row, as posts and votes make it grow. Each takes part in the transaction that writes them. */
import type { Member } from "~/features/auth/auth";
import { countThread, currentTagIds, holdVocabulary } from "~/features/tags/tags.server";
import type { Tx } from "~/platform/db.server";
import { lockThread } from "./lock-thread.server";
import { canReply, hotScore, slugOf } from "./thread";

type NewThread = { title: string; authorId: number; tagIds: number[]; at: Date };

/** Adds a thread without posts; its opening post follows in the same transaction. */
export async function insertThread(tx: Tx, { title, authorId, tagIds: chosen, at }: NewThread) {
  await holdVocabulary(tx);
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

export type Place = { ok: true; number: number } | { ok: false; reason: "no-such-thread" | "thread-locked" };

/** Takes the next number of a thread for a new post. The row stays locked until the transaction ends: numbers have no gaps. */
export async function takePlace(tx: Tx, threadId: number, author: Member, at: Date): Promise<Place> {
  await lockThread(tx, threadId);
  const thread = await tx.thread.findUnique({
    where: { id: threadId },
    select: {
      status: true,
      lockedAt: true,
      nextNumber: true,
      postCount: true,
      worthCount: true,
      createdAt: true,
      lastPostAt: true,
    },
  });
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
  });
  return { ok: true, number: thread.nextNumber };
}

/** Writes what the opening post says of itself in short. */
export async function nameTldr(tx: Tx, threadId: number, tldr: string) {
  await tx.thread.updateMany({ where: { id: threadId, tldr: { not: tldr } }, data: { tldr } });
}

/** Adds to a thread's worth, which is its opening post's, and puts it where it now stands in `hot`. */
export async function moveThreadWorth(tx: Tx, threadId: number, by: number) {
  const thread = await tx.thread.update({
    where: { id: threadId },
    data: { worthCount: { increment: by } },
    select: { worthCount: true, postCount: true, createdAt: true },
  });
  await tx.thread.update({ where: { id: threadId }, data: { hotScore: hotScore(thread) } });
}
