/** Reading and noting where members stand in threads. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import { endOfLastVisit, type Place, visitEndsAfterMs } from "./place";
import { unreadSql } from "./unread-sql.server";
import type { ThreadView } from "./view";

type Row = {
  view: ThreadView | null;
  lastNumber: number | null;
  readAt: string | null;
  sinceNumber: number | null;
  since: string | null;
  unread: number;
  firstUnread: number | null;
  bookmarked: number[] | null;
  now: string;
};

/** What a member's page of a thread shows of their own: the view chosen last, their place, and the ids of posts they bookmarked. */
export async function readOwn(member: Member, threadId: number) {
  const [row] = await readTogether<Row>(Prisma.sql`
    select r."view", p."lastNumber", p."readAt", p."sinceNumber", p."since", now() as now,
      coalesce(u.count, 0) as unread, u.first as "firstUnread",
      (select array_agg(b."postId") from "Bookmark" b join "Post" q on q."id" = b."postId"
        where b."memberId" = ${member.id} and b."removedAt" is null and q."threadId" = ${threadId}) as bookmarked
    from (select 1) one
      left join "Reader" r on r."memberId" = ${member.id}
      left join "ReadingPosition" p on p."memberId" = ${member.id} and p."threadId" = ${threadId}
      left join lateral (${unreadSql(member)}) u on true`);
  const { view, lastNumber, readAt, sinceNumber, since, unread, firstUnread, bookmarked, now } = row!;
  return { chosen: view, place: placeOf(), bookmarked: bookmarked ?? [] };

  function placeOf(): Place | null {
    if (lastNumber === null || readAt === null) return null;
    const stored = {
      lastNumber,
      readAt: new Date(readAt),
      sinceNumber,
      since: since === null ? null : new Date(since),
    };
    const last = endOfLastVisit(stored, new Date(now));
    return { lastNumber, unread, firstUnread, since: last && { at: last.at.toISOString(), number: last.number } };
  }
}

type Read = {
  member: Member;
  threadId: number;
  /** The number of the post that was read last. */
  number: number;
  /** The database's time, unless given. */
  at?: Date | undefined;
};

/**
 * Notes that a member has read a thread up to a number: a later sign of life never lowers it, however signs from several tabs
 * cross. False when there is no such thread that they may read.
 */
export async function noteRead({ member, threadId, number, at }: Read): Promise<boolean> {
  const noted = await db.$executeRaw`
    insert into "ReadingPosition" as p ("memberId", "threadId", "lastNumber", "readAt")
    select ${member.id}, t."id", least(${number}::int, t."nextNumber" - 1), coalesce(${at ?? null}::timestamptz, now())
    from "Thread" t where t."id" = ${threadId} and ${visibleToSql(member, "t")}
    on conflict ("memberId", "threadId") do update set
      "sinceNumber" = case when p."readAt" < excluded."readAt" - ${visitEndsAfterMs / 1000} * interval '1 second'
        then p."lastNumber" else p."sinceNumber" end,
      "since" = case when p."readAt" < excluded."readAt" - ${visitEndsAfterMs / 1000} * interval '1 second'
        then p."readAt" else p."since" end,
      "lastNumber" = greatest(p."lastNumber", excluded."lastNumber"),
      "readAt" = greatest(p."readAt", excluded."readAt")`;
  return noted > 0;
}

/** Counts a minute of reading, unless one was counted within the last minute: however many tabs are open, an hour has sixty. */
export async function countMinute(member: Member, at?: Date) {
  await db.$executeRaw`
    insert into "Reader" as r ("memberId", "minutesRead", "minuteAt")
    values (${member.id}, 1, coalesce(${at ?? null}::timestamptz, now()))
    on conflict ("memberId") do update set "minutesRead" = r."minutesRead" + 1, "minuteAt" = excluded."minuteAt"
    where r."minuteAt" is null or r."minuteAt" <= excluded."minuteAt" - interval '1 minute'`;
}

/** The view that a member chose last; null before the first choice, and where the page may choose. */
export async function chosenView(member: Member): Promise<ThreadView | null> {
  const reader = await db.reader.findUnique({ where: { memberId: member.id }, select: { view: true } });
  return reader?.view ?? null;
}

/** Remembers the view that a member chose; null has the page choose again. */
export async function chooseView(member: Member, view: ThreadView | null) {
  await db.reader.upsert({
    where: { memberId: member.id },
    create: { memberId: member.id, view },
    update: { view },
    select: { memberId: true },
  });
}
