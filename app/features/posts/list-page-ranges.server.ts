/** The later pages of long threads, by ranges of ids of posts. A page belongs to the range of the first post that is shown on it. */
import { visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";
import { windowSize } from "./post";

const firstOfPage = Prisma.sql`((p."number" - 1) / ${windowSize}::int * ${windowSize}::int + 1)`;

/** Public posts that are the first to be shown on a later page of a thread with more posts than this. */
const onePerPage = (moreThan: number) => Prisma.sql`
  t."postCount" > ${moreThan}::int and p."number" > ${windowSize}::int and ${visibleToSql(null, "p")} and ${visibleToSql(null, "t")} and not exists (
    select from "Post" q where q."threadId" = p."threadId" and q."number" >= ${firstOfPage} and q."number" < p."number"
      and ${visibleToSql(null, "q")})`;

type Ranges = {
  /** Ids in one range. */
  size: number;
  /** The most posts of a thread that are shown on its first page. */
  moreThan: number;
};

/** The ranges that have such a post, numbered from 1. */
export async function listPageRanges({ size, moreThan }: Ranges): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    select distinct ((p."id" - 1) / ${size}::int + 1)::int as "number"
    from "Post" p join "Thread" t on t."id" = p."threadId" where ${onePerPage(moreThan)} order by 1`;
  return rows.map(({ number }) => number);
}

/** The pages of one range, each by its thread and the first number on it. */
export async function listPageRange(number: number, { size, moreThan }: Ranges) {
  const after = (number - 1) * size;
  return db.$queryRaw<{ id: number; slug: string; first: number }[]>`
    select t."id", t."slug", ${firstOfPage}::int as "first"
    from "Post" p join "Thread" t on t."id" = p."threadId"
    where p."id" > ${after} and p."id" <= ${after + size} and ${onePerPage(moreThan)} order by p."id"`;
}
