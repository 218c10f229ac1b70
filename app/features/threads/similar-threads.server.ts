import { db } from "~/platform/db.server";

export type SimilarThread = { id: number; slug: string; title: string; postCount: number };

/** Up to five public threads with similar titles, most similar first. */
export async function findSimilarThreads(title: string): Promise<SimilarThread[]> {
  if (title.trim().length < 8) return [];
  return db.$queryRaw<SimilarThread[]>`
    select "id", "slug", "title", "postCount" from "Thread"
    where "status" = 'visible' and "title" % ${title.slice(0, 150)}
    order by similarity("title", ${title.slice(0, 150)}) desc, "postCount" desc limit 5`;
}

/** Up to six public threads by the beginning of their number or words of their title, most recently active first. */
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
