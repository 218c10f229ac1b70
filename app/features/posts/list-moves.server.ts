/** Where posts went that were moved. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";

/** The post that stood under a number of a thread, or the thread's first one, and is elsewhere now; null if none was moved away. */
export async function findMovedPost(threadId: number, number: number | null): Promise<number | null> {
  const found = await db.postMove.findFirst({
    where: { threadId, number: number ?? 1, isUndone: false },
    select: { postId: true },
  });
  return found?.postId ?? null;
}

/** Where the posts are that stood under these numbers of a thread, as far as the viewer may know. */
export async function listMovedFrom(
  threadId: number,
  numbers: { in: number[] } | { gte: number; lte: number },
  viewer: Viewer,
) {
  const rows = await db.postMove.findMany({
    where: { threadId, number: numbers, isUndone: false },
    orderBy: { number: "asc" },
    select: { number: true, post: { select: { id: true, number: true, threadId: true } } },
  });
  const threads = await db.thread.findMany({
    where: { id: { in: rows.map(({ post }) => post.threadId) }, ...visibleTo(viewer) },
    select: { id: true, title: true },
  });
  const titles = new Map(threads.map(({ id, title }) => [id, title]));
  return rows.map(({ number, post }) => ({
    id: post.id,
    number,
    to: { number: post.number, title: titles.get(post.threadId) ?? null },
  }));
}

/** The moves from and to a thread that can be undone, newest first. */
export async function listMoves(threadId: number) {
  const rows = await db.threadMove.findMany({
    where: { OR: [{ fromThreadId: threadId }, { toThreadId: threadId }], kind: { not: "back" }, undoneAt: null },
    orderBy: { id: "desc" },
    take: 50,
    select: {
      id: true,
      kind: true,
      at: true,
      from: { select: { id: true, slug: true, title: true } },
      to: { select: { id: true, slug: true, title: true } },
      by: { select: { handle: true, name: true } },
      _count: { select: { posts: true } },
    },
  });
  return rows.map(({ at, _count, ...row }) => ({ ...row, at: at.toISOString(), posts: _count.posts }));
}
