import type { Tx } from "~/platform/db.server";

export type LockedPost = NonNullable<Awaited<ReturnType<typeof lockPost>>>;

/** A post with its newest text and its thread, which nobody else changes until the transaction ends; null when there is none. */
export async function lockPost(tx: Tx, postId: number) {
  // Threads before posts, as everywhere, so that no two of us wait for each other.
  await tx.$queryRaw`select 1 from "Thread" where "id" = (select "threadId" from "Post" where "id" = ${postId}) for update`;
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
