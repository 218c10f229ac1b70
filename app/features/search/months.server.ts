/** How many posts each month has: a search for a frequent word looks through the newest months that hold enough. */
import { db } from "~/platform/db.server";
import { processWide } from "~/platform/registry.server";

export type Months = { total: number; newestFirst: { month: number; posts: number }[] };

const goodFor = 15 * 60_000;

type Cache = { months: Promise<Months> | null; at: number };

/** The months as counted at most a quarter of an hour ago. */
export function countedMonths(now: Date): Promise<Months> {
  const cache = processWide<Cache>("search-months", () => ({ months: null, at: 0 }));
  if (!cache.months || Math.abs(now.getTime() - cache.at) > goodFor) {
    cache.at = now.getTime();
    cache.months = countMonths().catch((error: unknown) => {
      cache.months = null;
      throw error;
    });
  }
  return cache.months;
}

async function countMonths(): Promise<Months> {
  const rows = await db.$queryRaw<{ month: number; posts: number }[]>`
    select (extract(year from "createdAt" at time zone 'UTC') * 12 + extract(month from "createdAt" at time zone 'UTC') - 1 - 1970 * 12)::int as month,
      count(*)::int as posts
    from "SearchDocument" group by 1 order by 1 desc`;
  return { total: rows.reduce((sum, row) => sum + row.posts, 0), newestFirst: rows };
}
