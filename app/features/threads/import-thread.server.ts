/** Threads that come from another forum: dated as they were there, without lines about what the import does. */
import { countThread, currentTagIds, lockTags, shareVocabulary } from "~/features/tags/tags.server";
import type { Tx } from "~/platform/db.server";
import { lockThread } from "./lock-thread.server";
import { hotScore, slugOf } from "./thread";

export type ImportedThread = { title: string; authorId: number; tagIds: number[]; at: Date };

type Place = { number: number; isFree: boolean; authorId: number; at: Date };

/**
 * Takes a number for an imported post: its own where no post has it, else the next one. `left` are the numbers before it that
 * no post will have. `isFree`: it is one of the numbers that were left before. The thread stays locked.
 */
export async function placeImported(tx: Tx, threadId: number, { number: asked, isFree, authorId, at }: Place) {
  await lockThread(tx, threadId);
  const thread = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: { nextNumber: true, postCount: true, worthCount: true, createdAt: true, lastPostAt: true },
  });
  const number = isFree ? asked : Math.max(asked, thread.nextNumber);
  const left = Array.from({ length: Math.max(0, number - thread.nextNumber) }, (_, index) => thread.nextNumber + index);
  const postCount = thread.postCount + 1;
  const isLast = at >= thread.lastPostAt;
  await tx.thread.update({
    where: { id: threadId },
    data: {
      postCount,
      nextNumber: Math.max(thread.nextNumber, number + 1),
      ...(isLast && { lastPosterId: authorId, lastPostAt: at }),
      hotScore: hotScore({ ...thread, postCount }),
    },
    select: { id: true },
  });
  return { number, left };
}

type State = {
  threadId: number;
  /** Null where it is there as it was: what it is here stays, whoever changed it. */
  title: string | null;
  tagIds: number[] | null;
  isLocked: boolean | null;
  at: Date;
};

/** States title, tags and lock of an imported thread as they are there now. Answers whether its replies are found otherwise now. */
export async function restateImported(
  tx: Tx,
  { threadId, title: given, tagIds: chosen, isLocked, at }: State,
): Promise<boolean> {
  await shareVocabulary(tx);
  await lockThread(tx, threadId);
  const thread = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: {
      title: true,
      status: true,
      lockedAt: true,
      closedAt: true,
      tags: { orderBy: { position: "asc" }, select: { tagId: true } },
    },
  });
  const before = thread.tags.map(({ tagId }) => tagId);
  const tagIds = chosen === null ? before : await currentTagIds(tx, chosen);
  const isRetagged = tagIds.join() !== before.join();
  const title = given ?? thread.title;
  const isRenamed = title !== thread.title;
  const lockedAt = isLocked === null ? thread.lockedAt : isLocked ? (thread.lockedAt ?? at) : thread.closedAt;
  if (isRenamed || lockedAt?.getTime() !== thread.lockedAt?.getTime())
    await tx.thread.update({
      where: { id: threadId },
      data: { title, slug: slugOf(title), lockedAt },
      select: { id: true },
    });
  if (isRetagged) {
    await tx.threadTag.deleteMany({ where: { threadId } });
    await tx.threadTag.createMany({ data: tagIds.map((tagId, position) => ({ threadId, tagId, position })) });
    if (thread.status === "visible") {
      await lockTags(tx, [...before, ...tagIds]);
      await countThread(tx, before, -1);
      await countThread(tx, tagIds, 1);
    }
  }
  return isRenamed || isRetagged;
}
