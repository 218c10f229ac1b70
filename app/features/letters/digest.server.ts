/** What a member's week held: numbers that moved, corrections, threads with new posts, and notices that waited for it. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { hasMutedSql, levelSql, listToMail, type NoticeToMail } from "~/features/notifications/notifications.server";
import { readWeeks, type Week } from "~/features/series/series.server";
import { db, Prisma } from "~/platform/db.server";

export type ThreadOfWeek = { id: number; slug: string; title: string; newPosts: number; authors: string[] };
export type Correction = {
  id: number;
  /** What the author wrote before, and writes now. */
  before: string;
  after: string;
  author: string;
  thread: { id: number; slug: string; title: string };
};

export type DigestOfWeek = {
  weeks: Week[];
  corrections: Correction[];
  threads: ThreadOfWeek[];
  notices: NoticeToMail[];
  /** Those of them that no thread above tells of. */
  told: NoticeToMail[];
};

const mostThreads = 5;
const mostCorrections = 5;
const mostNumbers = 6;

/** A member's week since this moment, as they may read it; null for a week without news. */
export async function readDigest(member: Member, since: Date, now: Date): Promise<DigestOfWeek | null> {
  const [weeks, corrections, threads, notices] = [
    await readNumbers(member, now),
    await listCorrections(member, since),
    await listThreads(member, since),
    await listToMail(member, "digest"),
  ];
  const isEmpty = [weeks, corrections, threads, notices].every((news) => news.length === 0);
  if (isEmpty) return null;
  const shown = new Set(threads.map(({ id }) => id));
  const told = notices.filter(({ kind, thread }) => kind !== "thread" || !thread || !shown.has(thread.id));
  return { weeks, corrections, threads, notices, told };
}

/** The threads of the row `t` that a member follows: as they said, or because they have written there. */
const followedSql = (member: Member) => Prisma.sql`${levelSql(member)} = 'follow'`;

/** Those with the most new posts by others that the member has not come past. */
async function listThreads(member: Member, since: Date): Promise<ThreadOfWeek[]> {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`${member.id}`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  return db.$queryRaw<ThreadOfWeek[]>`
    select t."id", t."slug", t."title", count(*)::int as "newPosts",
      (array_agg(distinct m."name" order by m."name"))[1:4] as authors
    from "Post" p join "Thread" t on t."id" = p."threadId" join "Member" m on m."id" = p."authorId"
    where p."createdAt" > ${since} and p."authorId" <> ${member.id}
      and ${visibleToSql(member, "p")} and ${visibleToSql(member, "t")}
      and not exists (select 1 from "ReadingPosition" r
        where r."memberId" = ${member.id} and r."threadId" = p."threadId" and r."lastNumber" >= p."number")
      and ${followedSql(member)} and not ${hasMuted}
    group by t."id" order by count(*) desc, t."id" desc limit ${mostThreads}`;
}

/** Numbers that others corrected in threads that the member follows. */
async function listCorrections(member: Member, since: Date): Promise<Correction[]> {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`${member.id}`,
    thread: Prisma.sql`c."threadId"`,
    author: Prisma.sql`c."authorId"`,
  });
  const rows = await db.$queryRaw<(Omit<Correction, "thread"> & { threadId: number; slug: string; title: string })[]>`
    select c."id", c."correctedFrom" as before, c."text" as after, m."name" as author, t."id" as "threadId", t."slug", t."title"
    from "Claim" c join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = c."threadId"
      join "Member" m on m."id" = c."authorId"
    where c."correctedAt" > ${since} and c."ordinal" is not null and c."authorId" <> ${member.id} and c."correctedFrom" <> ''
      and ${visibleToSql(member, "p")} and ${visibleToSql(member, "t")} and ${followedSql(member)} and not ${hasMuted}
    order by c."correctedAt" desc limit ${mostCorrections}`;
  return rows.map(({ threadId, slug, title, ...row }) => ({ ...row, thread: { id: threadId, slug, title } }));
}

/** The series that the member's own numbers are about, as far as they moved. */
async function readNumbers({ id }: Member, now: Date): Promise<Week[]> {
  const cited = await db.claim.findMany({
    where: { authorId: id, ordinal: { not: null }, subject: { not: "" }, post: { status: "visible" } },
    distinct: ["subject", "metricId"],
    orderBy: { id: "desc" },
    take: 40,
    select: { subject: true, metricId: true },
  });
  const weeks = await readWeeks(cited, now);
  return weeks.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved)).slice(0, mostNumbers);
}
