/** Members with posts, by ranges of their ids. */
import { db } from "~/platform/db.server";

/** Numbers, from 1, of the ranges of `size` ids that hold a member who has posted. */
export async function listMemberRanges(size: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    select distinct (("id" - 1) / ${size}::int + 1)::int as "number"
    from "Member" where "postCount" > 0 and "suspendedAt" is null and "deletedAt" is null order by 1`;
  return rows.map(({ number }) => number);
}

/** Their handles in one range, by id. */
export async function listMemberRange(number: number, size: number): Promise<{ handle: string }[]> {
  const after = (number - 1) * size;
  return db.member.findMany({
    where: { id: { gt: after, lte: after + size }, postCount: { gt: 0 }, suspendedAt: null, deletedAt: null },
    orderBy: { id: "asc" },
    select: { handle: true },
  });
}
