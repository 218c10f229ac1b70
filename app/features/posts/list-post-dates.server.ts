import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";

const most = 60;

/** When the post with this number was written; null where there is none. */
export async function findPostTime(threadId: number, number: number): Promise<string | null> {
  const post = await db.post.findUnique({
    where: { threadId_number: { threadId, number } },
    select: { createdAt: true },
  });
  return post?.createdAt.toISOString() ?? null;
}

/**
 * When a thread was written: numbers with their times, ascending, the first and the last post among them and at most 60
 * between, evenly spread. Null when there is no such thread that everybody may read.
 */
export async function listPostDates(threadId: number): Promise<[number: number, at: string][] | null> {
  const thread = await db.thread.findFirst({
    where: { id: threadId, ...visibleTo(null) },
    select: { nextNumber: true },
  });
  if (!thread) return null;
  const last = thread.nextNumber - 1;
  const step = Math.max(1, (last - 1) / (most + 1));
  const numbers = new Set<number>([1, last]);
  for (let number = 1; number < last; number += step) numbers.add(Math.round(number));
  const posts = await db.post.findMany({
    where: { threadId, number: { in: [...numbers] } },
    orderBy: { number: "asc" },
    select: { number: true, createdAt: true },
  });
  return posts.map(({ number, createdAt }) => [number, createdAt.toISOString()]);
}
