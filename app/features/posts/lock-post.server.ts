import { lockThread } from "~/features/threads/threads.server";
import type { Tx } from "~/platform/db.server";

export type LockedPost = NonNullable<Awaited<ReturnType<typeof lockPost>>>;

/** A post with its newest text and its thread, locked until the transaction ends; null if there is none. */
export async function lockPost(tx: Tx, postId: number) {
  await lockThreadOf(tx, postId);
  const post = await tx.post.findUnique({
    where: { id: postId },
    select: {
      id: true,
      number: true,
      version: true,
      revision: true,
      status: true,
      parentId: true,
      author: { select: { id: true } },
      thread: { select: { id: true, lockedAt: true, status: true, postCount: true } },
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
    },
  });
  if (!post) return null;
  const { revisions, thread, ...rest } = post;
  return { ...rest, body: revisions[0]!.body, thread: { ...thread, lockedAt: thread.lockedAt?.toISOString() ?? null } };
}

/** Locks a post's thread: every change of a post locks its thread first. A post that was moved meanwhile is followed. */
export async function lockThreadOf(tx: Tx, postId: number) {
  const find = () => tx.post.findUnique({ where: { id: postId }, select: { threadId: true } });
  let post = await find();
  while (post) {
    await lockThread(tx, post.threadId);
    const now = await find();
    if (now?.threadId === post.threadId) return;
    post = now;
  }
}
