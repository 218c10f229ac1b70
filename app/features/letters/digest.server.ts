/** What happened since a member's last digest: numbers that moved, corrections, threads with new posts, and notices that waited for it. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import type { About } from "~/features/notifications/notifications";
import {
  hasMutedSql,
  levelSql,
  listToDigest,
  type NoticeToMail,
  readChoices,
} from "~/features/notifications/notifications.server";
import { readWeeks, type Week } from "~/features/series/series.server";
import { db, Prisma } from "~/platform/db.server";

export type DigestThread = { id: number; slug: string; title: string; newPosts: number; authors: string[] };
export type Correction = {
  id: number;
  /** What the author wrote before, and writes now. */
  before: string;
  after: string;
  author: string;
  thread: { id: number; slug: string; title: string };
};

export type Digest = {
  weeks: Week[];
  corrections: Correction[];
  threads: DigestThread[];
  /** How many other threads have new posts. */
  moreThreads: number;
  notices: NoticeToMail[];
  /** Those of them that aren't about a post of a thread that is followed. */
  told: NoticeToMail[];
};

const mostThreads = 5;
/** Threads are counted up to here. */
const mostCounted = 100;
const mostCorrections = 5;
const mostNumbers = 6;

/** What happened since this moment, as the member may read it and wants to be told; null where nothing did. */
export async function readDigest(member: Member, since: Date, now: Date): Promise<Digest | null> {
  const chosen = await readChoices(member);
  const hasChosen = (about: About) => chosen[about] === "mail" || chosen[about] === "digest";
  const [weeks, corrections, threads, notices] = [
    hasChosen("numbers") ? await readNumbers(member, now) : [],
    hasChosen("threads") ? await listCorrections(member, since) : [],
    hasChosen("threads") ? await listThreads(member, since) : [],
    await listToDigest(member, since),
  ];
  const told = notices.filter(({ kind }) => kind !== "thread");
  const isEmpty = [weeks, corrections, threads, told].every((news) => news.length === 0);
  if (isEmpty) return null;
  const shown = threads.slice(0, mostThreads);
  return {
    weeks,
    corrections,
    threads: shown,
    moreThreads: threads.length - shown.length,
    notices,
    told,
  };
}

/** The threads of the row `t` that a member follows: as they said, or because they have written there. */
const followedSql = (member: Member) => Prisma.sql`${levelSql(member)} = 'follow'`;

/**
 * Those with new posts by others, most of them first. A post counts unless the member has come past it, has read or been mailed
 * its notice, or it is folded.
 */
async function listThreads(member: Member, since: Date): Promise<DigestThread[]> {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`${member.id}`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  return db.$queryRaw<DigestThread[]>`
    select t."id", t."slug", t."title", count(*)::int as "newPosts",
      (array_agg(distinct m."name" order by m."name"))[1:4] as authors
    from "Post" p join "Thread" t on t."id" = p."threadId" join "Member" m on m."id" = p."authorId"
    where p."createdAt" > ${since} and p."authorId" <> ${member.id} and p."foldedAt" is null
      and ${visibleToSql(member, "p")} and ${visibleToSql(member, "t")}
      and not exists (select 1 from "ReadingPosition" r
        where r."memberId" = ${member.id} and r."threadId" = p."threadId" and r."lastNumber" >= p."number")
      and not exists (select 1 from "Notice" n where n."memberId" = ${member.id} and n."event" = 'post:' || p."id"
        and (n."readAt" is not null or n."mailedAt" >= n."changedAt"))
      and ${followedSql(member)} and not ${hasMuted}
    group by t."id" order by count(*) desc, t."id" desc limit ${mostCounted}`;
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
      and p."foldedAt" is null
      and ${visibleToSql(member, "p")} and ${visibleToSql(member, "t")} and ${followedSql(member)} and not ${hasMuted}
    order by c."correctedAt" desc limit ${mostCorrections}`;
  return rows.map(({ threadId, slug, title, ...row }) => ({ ...row, thread: { id: threadId, slug, title } }));
}

/** The series that the member's own numbers are about, as far as they moved: those in threads that they muted are left out. */
async function readNumbers(member: Member, now: Date): Promise<Week[]> {
  const cited = await db.claim.findMany({
    where: {
      authorId: member.id,
      ordinal: { not: null },
      subject: { not: "" },
      post: {
        status: "visible",
        thread: { status: "visible", followers: { none: { memberId: member.id, level: "mute" } } },
      },
    },
    distinct: ["subject", "metricId"],
    orderBy: { id: "desc" },
    take: 40,
    select: { subject: true, metricId: true },
  });
  const weeks = await readWeeks(cited, now);
  return weeks.toSorted((a, b) => Math.abs(b.moved) - Math.abs(a.moved)).slice(0, mostNumbers);
}
