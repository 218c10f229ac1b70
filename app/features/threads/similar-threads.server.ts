import { db } from "~/platform/db.server";

export type SimilarThread = { id: number; slug: string; title: string; postCount: number };

/** Threads everybody may read whose titles are much like this one, the likest first, at most five. */
export async function findSimilarThreads(title: string): Promise<SimilarThread[]> {
  if (title.trim().length < 8) return [];
  return db.$queryRaw<SimilarThread[]>`
    select "id", "slug", "title", "postCount" from "Thread"
    where "status" = 'visible' and "title" % ${title.slice(0, 150)}
    order by similarity("title", ${title.slice(0, 150)}) desc, "postCount" desc limit 5`;
}

/** Threads everybody may read by the beginning of their number, or by words of their title; the last active first, at most six. */
export async function completeThreads(word: string): Promise<{ id: number; title: string }[]> {
  const words = word.trim();
  return db.thread.findMany({
    where: {
      status: "visible",
      ...(/^\d{1,9}$/.test(words) ? { id: Number(words) } : { title: { contains: words, mode: "insensitive" } }),
    },
    orderBy: [{ lastPostAt: "desc" }, { id: "desc" }],
    take: 6,
    select: { id: true, title: true },
  });
}
