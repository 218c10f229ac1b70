/** Notices that join the unread one about the same: what a followed search finds, and what checks of a claim find. */
import { lockMembers } from "~/features/members/members.server";
import { Prisma, type Tx } from "~/platform/db.server";
import { aboutOf } from "./choice";
import { expectLetters } from "./due-letters.server";
import { hasMutedSql } from "./muting-sql.server";
import { sendOn } from "./send-on.server";

export type NoticeToJoin = {
  memberId: number;
  kind: "followed_search" | "claim_check";
  /** By which it is joined: `claim:7`. A member is told of a subject once in a call. */
  subject: string;
  words: string;
  path: string;
  postId: number;
};

type Wanted = NoticeToJoin & { openId: number | null; openWords: string | null };
type News = Wanted & { id: number };

/**
 * Tells members of posts, unless they chose to be told nothing of this kind. Unread notices with the same subject become one.
 * Of what a search finds they are told once, and not where they have muted the thread or its author, or were told of the post
 * otherwise.
 */
export async function joinNotices(tx: Tx, told: NoticeToJoin[]) {
  if (told.length === 0) return;
  await lockMembers(
    tx,
    told.map(({ memberId }) => memberId),
  );
  const wanted = await findWanted(tx, told);
  const made = await addNew(
    tx,
    wanted.filter(({ openId }) => openId === null),
  );
  const all = wanted.map((one) => ({ ...one, id: one.openId ?? made.get(nameOf(one))! }));
  const withPost = await addPosts(tx, all);
  // A claim's notices are all of one post: what its next check says is news although the post isn't.
  const isNextCheck = ({ kind, openId, openWords, words }: News) =>
    kind === "claim_check" && openId !== null && openWords !== words;
  const news = all.filter((one) => withPost.has(one.id) || isNextCheck(one));
  await renew(
    tx,
    news.filter(({ openId }) => openId !== null),
  );
  await sendOn(
    tx,
    all.filter((one) => one.openId === null || isNextCheck(one)),
  );
  await expectLetters(tx, news);
}

const nameOf = ({ memberId, subject }: Pick<NoticeToJoin, "memberId" | "subject">) => `${memberId} ${subject}`;

const rowsOf = (
  told: object[],
) => Prisma.sql`json_to_recordset(${JSON.stringify(told)}::json) as t("id" int, "memberId" int,
  "kind" text, "about" text, "subject" text, "words" text, "path" text, "postId" int)`;

/** Those of which their members want to hear, each with the unread notice that it joins. */
async function findWanted(tx: Tx, told: NoticeToJoin[]): Promise<Wanted[]> {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`t."memberId"`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  return tx.$queryRaw<Wanted[]>`
    select t."memberId", t."kind", t."subject", t."words", t."path", t."postId", o."id" as "openId", o."words" as "openWords"
    from ${rowsOf(told.map((one) => ({ ...one, about: aboutOf(one.kind) })))}
      left join lateral (select n."id", n."words" from "Notice" n
        where n."memberId" = t."memberId" and n."subject" = t."subject" and n."readAt" is null order by n."id" limit 1) o on true
    where not exists (select 1 from "NoticeChoice" c
        where c."memberId" = t."memberId" and c."about" = t."about" and not c."inInbox")
      and (t."kind" <> 'followed_search' or not (
        exists (select 1 from "Post" p where p."id" = t."postId" and (${hasMuted} or exists (select 1 from "Notice" n
          where n."memberId" = t."memberId" and n."event" = 'post:' || p."id")))
        -- Also where the job runs twice and the notice was read in between.
        or exists (select 1 from "NoticePost" np join "Notice" n on n."id" = np."noticeId"
          where np."postId" = t."postId" and n."memberId" = t."memberId" and n."subject" = t."subject")))`;
}

/** Writes those that join none; answers their ids by member and subject. */
async function addNew(tx: Tx, told: Wanted[]): Promise<Map<string, number>> {
  if (told.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: number; memberId: number; subject: string }[]>`
    insert into "Notice" ("memberId", "kind", "subject", "words", "path", "threadId", "createdAt", "changedAt")
    select t."memberId", t."kind"::"NoticeKind", t."subject", t."words", t."path",
      case when t."kind" = 'claim_check' then p."threadId" end, clock_timestamp(), clock_timestamp()
    from ${rowsOf(told)} left join "Post" p on p."id" = t."postId" returning "id", "memberId", "subject"`;
  return new Map(rows.map((row) => [nameOf(row), row.id]));
}

/** Adds their posts to notices; answers the notices that got one. */
async function addPosts(tx: Tx, news: News[]): Promise<Set<number>> {
  if (news.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ noticeId: number }[]>`
    insert into "NoticePost" ("noticeId", "postId") select t."id", t."postId" from ${rowsOf(news)}
    on conflict do nothing returning "noticeId"`;
  return new Set(rows.map(({ noticeId }) => noticeId));
}

/** An unread notice says what was found last, and moves to the top of the inbox. */
async function renew(tx: Tx, news: News[]) {
  if (news.length === 0) return;
  await tx.$executeRaw`update "Notice" n set "changedAt" = clock_timestamp(), "words" = t."words", "path" = t."path"
    from ${rowsOf(news)} where n."id" = t."id"`;
}
