/** Which notices are still to be told by mail, and to whom. A letter waits for what follows soon, and is bundled with it. */
import type { Member } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { isMailOn } from "~/features/mail/mail.server";
import { databaseNow, db, Prisma, type Tx } from "~/platform/db.server";
import { aboutOf, choices, type Way } from "./choice";
import { readChoices } from "./choices.server";
import { hasMutedSql, stillFollowsSql } from "./muting-sql.server";
import { type NoticeKind, withoutPost } from "./notice";
import { readable, unmuted } from "./says-something.server";

/**
 * Notes that these notices were written, each a member's: a letter is due two minutes later, and ten after the first at most.
 * Only for those who are told of its kind by mail.
 */
export async function expectLetters(tx: Tx, notices: { memberId: number; kind: NoticeKind }[]) {
  if (notices.length === 0 || !isMailOn()) return;
  const [memberIds, kinds] = [notices.map(({ memberId }) => memberId), notices.map(({ kind }) => kind)];
  await tx.$executeRaw(
    lettersOf(Prisma.sql`(select * from unnest(${memberIds}::int[], ${kinds}::text[])
    as t("memberId", "kind"))`),
  );
}

/** The expression of a `with` that notes so for the notices of its expression `added`; empty without mail. */
export const expectingAdded = (): Prisma.Sql =>
  isMailOn() ? Prisma.sql`, expected as (${lettersOf(Prisma.sql`added`)})` : Prisma.empty;

const usualWays = choices.flatMap(({ about, kinds, usual }) =>
  kinds.map((kind) => ({ kind, about, isMailed: usual === "mail" })),
);

function lettersOf(notices: Prisma.Sql): Prisma.Sql {
  const column = <Key extends keyof (typeof usualWays)[number]>(key: Key) => usualWays.map((way) => way[key]);
  return Prisma.sql`
    insert into "DueLetter" as d ("memberId", "dueAt", "firstAt")
    select m."id", clock_timestamp() + interval '2 minutes', clock_timestamp()
    from ${notices} n join "Member" m on m."id" = n."memberId"
      left join (select * from unnest(${column("kind")}::text[], ${column("about")}::text[], ${column("isMailed")}::boolean[])
        as w("kind", "about", "isMailed")) w on w."kind" = n."kind"::text
      left join "NoticeChoice" c on c."memberId" = m."id" and c."about" = w."about"
    where m."emailVerifiedAt" is not null and coalesce(c."byMail" = 'at_once', w."isMailed", true)
    -- Several notices of a member are told by one letter.
    group by m."id" order by 1
    on conflict ("memberId") do update
      set "dueAt" = least(excluded."dueAt", d."firstAt" + interval '10 minutes')`;
}

/** Takes up to so many members whose letter is due off the list, each once, whoever else asks at the same time. */
export async function takeDue(tx: Tx, take: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ memberId: number }[]>`
    delete from "DueLetter" where "memberId" in (
      select "memberId" from "DueLetter" where "dueAt" <= clock_timestamp() order by "dueAt" limit ${take} for no key update skip locked
    ) returning "memberId"`;
  return rows.map(({ memberId }) => memberId);
}

/** Older ones are left to the inbox: an hour without a mail server delays a letter, a week doesn't send a heap of them. */
const oldestByMail = 2 * 24 * 3_600_000;
/** Notices in one letter. */
const mostInLetter = 50;

/** What a letter says of a notice: `posts` are those that the member may read, the newest first and at most three. */
export type NoticeToMail = {
  id: number;
  kind: NoticeKind;
  words: string;
  path: string;
  at: Date;
  event: string | null;
  actor: { handle: string; name: string } | null;
  thread: { id: number; slug: string; title: string } | null;
  postIds: number[];
};

/**
 * The oldest of the member's unread notices that come by mail at once and that no letter has told of, at most fifty. Choices,
 * muting, what is still followed, and rights are asked now.
 */
export async function listToMail(member: Member): Promise<NoticeToMail[]> {
  return findToMail(member, ["mail"], new Date((await databaseNow()).getTime() - oldestByMail), Prisma.sql`asc`);
}

/**
 * Those since this moment that wait for the digest, and those that came at once but were too many for a day: the newest fifty,
 * the oldest of them first.
 */
export const listToDigest = (member: Member, since: Date): Promise<NoticeToMail[]> =>
  findToMail(member, ["mail", "digest"], since, Prisma.sql`desc`);

async function findToMail(member: Member, ways: Way[], since: Date, order: Prisma.Sql): Promise<NoticeToMail[]> {
  const chosen = await readChoices(member);
  const silent = choices.flatMap(({ about, kinds }) => (ways.includes(chosen[about]) ? [] : kinds));
  const hasMuted = hasMutedSql({
    member: Prisma.sql`n."memberId"`,
    thread: Prisma.sql`n."threadId"`,
    author: Prisma.sql`n."actorId"`,
  });
  const hasMutedPost = hasMutedSql({
    member: Prisma.sql`n."memberId"`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  const found = await db.$queryRaw<{ id: number }[]>`
    select n."id" from "Notice" n
    where n."memberId" = ${member.id} and n."readAt" is null and (n."mailedAt" is null or n."mailedAt" < n."changedAt")
      and n."changedAt" > ${since}
      and not n."kind"::text = any(${silent})
      -- The beginning of a suspension has a mail of its own.
      and n."subject" not like 'suspension:%'
      and ${stillFollowsSql(member)}
      and (n."kind"::text = any(${[...withoutPost]}) or (not ${hasMuted} and exists (
        select 1 from "NoticePost" np join "Post" p on p."id" = np."postId" where np."noticeId" = n."id" and not ${hasMutedPost})))
    order by n."changedAt" ${order}, n."id" ${order} limit ${mostInLetter}`;
  return readToMail(
    member,
    found.map(({ id }) => id),
  );
}

async function readToMail(member: Member, ids: number[]): Promise<NoticeToMail[]> {
  if (ids.length === 0) return [];
  const shown = { post: { AND: [readable(member).post, unmuted(member.id)] } };
  const rows = await db.notice.findMany({
    where: { id: { in: ids } },
    orderBy: [{ changedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      kind: true,
      words: true,
      path: true,
      event: true,
      changedAt: true,
      actor: { select: { handle: true, name: true } },
      thread: { select: { id: true, slug: true, title: true, status: true } },
      posts: { where: shown, orderBy: { postId: "desc" }, take: 3, select: { postId: true } },
    },
  });
  return rows.flatMap(({ changedAt, thread, posts, ...row }) => {
    if (aboutOf(row.kind) !== null && posts.length === 0) return [];
    const isReadable = thread !== null && (visibleTo(member).status ?? thread.status) === thread.status;
    const place = isReadable ? { id: thread.id, slug: thread.slug, title: thread.title } : null;
    return [{ ...row, at: changedAt, thread: place, postIds: posts.map(({ postId }) => postId) }];
  });
}

type Marked = Pick<NoticeToMail, "id" | "at">;

/**
 * Notes that a letter tells of these notices from now on. False when one of them was read, told of or added to meanwhile: then
 * nothing is noted, and the letter isn't to be sent.
 */
export async function markMailed(tx: Tx, notices: Marked[]): Promise<boolean> {
  const ids = notices.map(({ id }) => id);
  const open = await tx.$queryRaw<{ id: number; at: Date }[]>`
    select "id", "changedAt" as at from "Notice"
    where "id" = any(${ids}) and "readAt" is null and ("mailedAt" is null or "mailedAt" < "changedAt")
    order by "id" for no key update`;
  const at = new Map(open.map((row) => [row.id, row.at.getTime()]));
  if (notices.some((notice) => at.get(notice.id) !== notice.at.getTime())) return false;
  await tx.$executeRaw`update "Notice" set "mailedAt" = clock_timestamp() where "id" = any(${ids})`;
  return true;
}

/** Takes that back, for a letter that the mail server wants to be offered again later. */
export async function unmarkMailed(tx: Tx, notices: Marked[]) {
  await tx.notice.updateMany({ where: { id: { in: notices.map(({ id }) => id) } }, data: { mailedAt: null } });
}
