import type { Tx } from "~/platform/db.server";

type Carried = {
  fromId: number;
  toId: number;
  isNewThread: boolean;
  /** The newest number of the other thread before posts came to it. */
  lastBefore: number;
  posts: { from: number; to: number }[];
};

/**
 * Whoever has read posts that were moved has read them where they are now: in a thread that was made for them, and in another one
 * that they have read to its end. Nobody's place goes back.
 */
export async function carryPlaces(tx: Tx, { fromId, toId, isNewThread, lastBefore, posts }: Carried) {
  const [from, to] = [posts.map((post) => post.from), posts.map((post) => post.to)];
  await tx.$executeRaw`
    insert into "ReadingPosition" as p ("memberId", "threadId", "lastNumber", "readAt")
    select r."memberId", ${toId}, max(n."to"), r."readAt"
    from "ReadingPosition" r join unnest(${from}::int[], ${to}::int[]) as n("from", "to") on n."from" <= r."lastNumber"
    where r."threadId" = ${fromId} and (${isNewThread} or exists (
      select 1 from "ReadingPosition" o where o."memberId" = r."memberId" and o."threadId" = ${toId} and o."lastNumber" >= ${lastBefore}))
    group by r."memberId", r."readAt"
    on conflict ("memberId", "threadId") do update set "lastNumber" = greatest(p."lastNumber", excluded."lastNumber")`;
}
