import { isDeepStrictEqual } from "node:util";
import { countThread, currentTagIds, lockTags } from "~/features/tags/tags.server";
import type { Tx } from "~/platform/db.server";
import { slugOf } from "./thread";

type Filing = { threadId: number; title: string; tagIds: number[] };
type Refiling = Filing & { byId: number; at: Date };

/** Whether a thread has this title and these tags, in this order. Callers hold the vocabulary's lock. */
export async function isFiledAs(tx: Tx, { threadId, title, tagIds }: Filing): Promise<boolean> {
  const thread = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: { title: true, tags: { orderBy: { position: "asc" }, select: { tagId: true } } },
  });
  const own = thread.tags.map(({ tagId }) => tagId);
  return thread.title === title && isDeepStrictEqual(own, await currentTagIds(tx, tagIds));
}

/**
 * Changes a thread's title or tags, with an event for each. Returns whether anything changed. Callers hold the
 * vocabulary's lock, then the thread's.
 */
export async function refileThread(tx: Tx, { threadId, title, tagIds: chosen, byId, at }: Refiling): Promise<boolean> {
  const tagIds = await currentTagIds(tx, chosen);
  const before = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: {
      title: true,
      status: true,
      nextNumber: true,
      tags: { orderBy: { position: "asc" }, select: { tag: { select: { id: true, name: true } } } },
    },
  });
  const event = { threadId, byId, at, afterNumber: before.nextNumber - 1 };
  const oldIds = before.tags.map(({ tag }) => tag.id);
  const isRenamed = before.title !== title;
  const isRetagged = oldIds.length !== tagIds.length || oldIds.some((id, index) => id !== tagIds[index]);

  if (isRenamed) {
    // Old addresses keep working, because only the id in them counts.
    await tx.thread.update({ where: { id: threadId }, data: { title, slug: slugOf(title) } });
    await tx.threadEvent.create({ data: { ...event, kind: "renamed", before: before.title, after: title } });
  }
  if (isRetagged) {
    await tx.threadTag.deleteMany({ where: { threadId } });
    await tx.threadTag.createMany({ data: tagIds.map((tagId, position) => ({ threadId, tagId, position })) });
    if (before.status === "visible") await recountTags(tx, oldIds, tagIds);
    const names = await tx.tag.findMany({ where: { id: { in: tagIds } }, select: { id: true, name: true } });
    const after = tagIds.map((id) => names.find((tag) => tag.id === id)?.name ?? "").join(", ");
    await tx.threadEvent.create({
      data: { ...event, kind: "retagged", before: before.tags.map(({ tag }) => tag.name).join(", "), after },
    });
  }
  return isRenamed || isRetagged;
}

async function recountTags(tx: Tx, oldIds: number[], newIds: number[]) {
  const gone = oldIds.filter((id) => !newIds.includes(id));
  const come = newIds.filter((id) => !oldIds.includes(id));
  await lockTags(tx, [...gone, ...come]);
  await countThread(tx, gone, -1);
  await countThread(tx, come, 1);
}

/**
 * Recounts a thread after posts were hidden, deleted or restored; `status` if the thread changes with its opening
 * post.
 */
export async function recountThread(tx: Tx, threadId: number, status?: "visible" | "hidden" | "deleted") {
  const visible = { threadId, status: "visible" } as const;
  const postCount = await tx.post.count({ where: visible });
  const last = await tx.post.findFirst({
    where: visible,
    // Posts that were moved here are older than their numbers.
    orderBy: [{ createdAt: "desc" }, { number: "desc" }],
    select: { createdAt: true, authorId: true },
  });
  const was = await tx.thread.findUniqueOrThrow({
    where: { id: threadId },
    select: { status: true, tags: { select: { tagId: true } } },
  });
  if (status && status !== was.status)
    await countThread(
      tx,
      was.tags.map(({ tagId }) => tagId),
      status === "visible" ? 1 : -1,
    );
  await tx.thread.update({
    where: { id: threadId },
    data: {
      postCount,
      ...(last && { lastPostAt: last.createdAt, lastPosterId: last.authorId }),
      ...(status && { status }),
    },
  });
}
