import { visibleToSql } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";

export type RelatedThread = { id: number; slug: string; title: string; postCount: number; lastPostAt: string };

/** How many threads of each tag are compared: those active last. */
const newestPerTag = 50;

/**
 * Public threads that share tags with this one: those that share most first, then those active last. Rare tags count more,
 * as one over the logarithm of their threads. Reads the fifty threads of each tag that were active last.
 */
export async function listRelatedThreads(
  thread: { id: number; tags: { id: number }[] },
  take: number,
): Promise<RelatedThread[]> {
  const tagIds = thread.tags.map(({ id }) => id);
  if (tagIds.length === 0) return [];
  const found = await db.$queryRaw<(Omit<RelatedThread, "lastPostAt"> & { lastPostAt: Date })[]>`
    select near."id", near."slug", near."title", near."postCount", near."lastPostAt"
    from "Tag" tag cross join lateral (
      select t.* from "ThreadTag" tt join "Thread" t on t."id" = tt."threadId"
      where tt."tagId" = tag."id" and t."id" <> ${thread.id} and ${visibleToSql(null, "t")}
      order by t."lastPostAt" desc limit ${newestPerTag}
    ) near
    where tag."id" = any(${tagIds})
    group by near."id", near."slug", near."title", near."postCount", near."lastPostAt"
    order by sum(1 / ln(greatest(tag."threadCount", 1) + 2)) desc, near."lastPostAt" desc, near."id" desc
    limit ${take}`;
  return found.map((row) => ({ ...row, lastPostAt: row.lastPostAt.toISOString() }));
}
