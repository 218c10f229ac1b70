/**
 * Claims that everybody may read, by ranges of ids. Without a time of their last change: a check can be its author's alone, and
 * its time would tell of it.
 */
import { db, Prisma } from "~/platform/db.server";

/** In the text of a post that is shown without a click. */
const listed = Prisma.sql`c."ordinal" is not null and p."status" = 'visible' and p."foldedAt" is null and t."status" = 'visible'`;
const joined = Prisma.sql`"Claim" c join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = p."threadId"`;

/** Numbers, from 1, of the ranges of `size` ids that contain such a claim. */
export async function listClaimRanges(size: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    select distinct ((c."id" - 1) / ${size}::int + 1)::int as "number" from ${joined} where ${listed} order by 1`;
  return rows.map(({ number }) => number);
}

/** The claims of one range, by id. */
export async function listClaimRange(number: number, size: number): Promise<{ id: number }[]> {
  const after = (number - 1) * size;
  return db.$queryRaw<{ id: number }[]>`
    select c."id" from ${joined} where c."id" > ${after} and c."id" <= ${after + size} and ${listed} order by c."id"`;
}
