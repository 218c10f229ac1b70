/** Who is to be told of posts, and why. */
import { db, Prisma, type Tx } from "~/platform/db.server";
import { slice } from "./add-notices.server";
import { isNotAmongMutersSql } from "./muting-sql.server";
import type { Reasons } from "./reasons";

/** How many of those whom a post names are told, all its revisions together. */
export const mostNamed = 10;
/** An edit tells those whom it names first only while it is fresh: what is processed again later tells nobody. */
export const freshFor = "1 day";
/** A post that is older was written elsewhere before, or for the demonstration: it tells nobody. */
const newFor = "7 days";

/** Members who have the same reasons to be told of a post, ascending, and the groups of kinds of which they want none. */
export type Told = Reasons & { postId: number; memberIds: number[]; unwanted: string[] };

export type About = {
  id: number;
  number: number;
  threadId: number;
  authorId: number;
  revision: number;
  parentId: number | null;
  slug: string;
  /** Whether its text names members, quotes posts, and disputes sources. */
  names: boolean;
  quotes: boolean;
  disputes: boolean;
  /** Whether a notice of a search that somebody follows has it: it was edited since, or shown again. */
  wasFound: boolean;
};

/** What there is to know of these posts, by their ids. Those that not everybody may read, and new ones from before, are left out. */
export const readAbout = (postIds: number[], isNew: boolean) => db.$queryRaw<About[]>`
  select p."id", p."number", p."threadId", p."authorId", p."revision", p."parentId", t."slug",
    exists (select from "Mention" m where m."postId" = p."id" and m."revision" = p."revision") as "names",
    exists (select from "Quote" q where q."postId" = p."id") as "quotes",
    exists (select from "Citation" c where c."postId" = p."id" and c."stance" = 'disputes') as "disputes",
    exists (select from "NoticePost" s where s."postId" = p."id"
      -- As a join, it could be planned to begin with all notices of searches.
      and (select n."kind" from "Notice" n where n."id" = s."noticeId") = 'followed_search') as "wasFound"
  from "Post" p join "Thread" t on t."id" = p."threadId"
  where p."id" = any(${postIds}) and p."status" = 'visible' and t."status" = 'visible'
    and (${!isNew} or p."createdAt" > now() - ${newFor}::interval)
  order by p."id"`;

/**
 * The first 500 members after this one who are to be told of these posts of one thread, without the authors, former members,
 * those who have muted the thread or the author. `last` is the last of them, null when nobody is left.
 */
export async function readSlice(tx: Tx, posts: About[], isNew: boolean, after: number) {
  const reasons = isNew ? ofNewPosts(posts) : reasonsInText(posts).map(ofEdit);
  if (reasons.length === 0) return { told: [], last: null };
  const isNotMuted = isNotAmongMutersSql({
    member: Prisma.sql`r."memberId"`,
    author: Prisma.sql`p."authorId"`,
    threadId: posts[0]!.threadId,
    authorIds: posts.map(({ authorId }) => authorId),
  });
  const told = await tx.$queryRaw<(Told & { place: number })[]>`
    with p as materialized (
      select * from json_to_recordset(${JSON.stringify(posts)}::json)
        as p("id" int, "number" int, "authorId" int, "revision" int, "parentId" int)
    ), one as (
      select r."postId", r."memberId", max(r."answers") as "answers", max(r."quotes") as "quotes",
        bool_or(r."mentions") as "mentions", max(r."disputes") as "disputes", bool_or(r."follows") as "followsThread",
        max(r."tag") as "tag", bool_or(r."author") as "followsAuthor",
        dense_rank() over (order by r."memberId") as "place"
      from (${Prisma.join(reasons, " union all ")})
          r("postId", "memberId", "answers", "quotes", "mentions", "disputes", "follows", "tag", "author")
        join p on p."id" = r."postId"
        join "Member" m on m."id" = r."memberId" and m."deletedAt" is null
      where r."memberId" > ${after} and r."memberId" <> p."authorId"
        and ${isNotMuted}
      group by r."postId", r."memberId"
    ), wanted as (
      select *, coalesce((select array_agg(c."about" order by c."about") from "NoticeChoice" c
        where c."memberId" = one."memberId" and not c."inInbox"), '{}') as "unwanted"
      from one where "place" <= ${slice}
    )
    select "postId", "answers", "quotes", "mentions", "disputes", "followsThread", "tag", "followsAuthor", "unwanted",
      array_agg("memberId" order by "memberId") as "memberIds", max("place")::int as "place"
    from wanted group by 1, 2, 3, 4, 5, 6, 7, 8, 9`;
  const isFull = told.some(({ place }) => place === slice);
  return { told, last: isFull ? Math.max(...told.map(({ memberIds }) => memberIds.at(-1)!)) : null };
}

/** Each reason is a query of rows: a post, a member, and what the columns of `one` are named after. */
function ofNewPosts(posts: About[]): Prisma.Sql[] {
  const { threadId } = posts[0]!;
  const answered = Prisma.sql`
    select p."id", o."authorId", o."number", null::int, false, null, false, null, false
    from p join "Post" o on o."id" = p."parentId"
    union all
    select p."id", o."authorId", o."number", null::int, false, null, false, null, false
    from p join "Post" o on o."threadId" = ${threadId} and o."number" = 1 where p."parentId" is null and p."number" > 1`;
  const follows = Prisma.sql`
    select p."id", f."memberId", null::int, null::int, false, null, true, null, false from (
      select f."memberId" from "ThreadFollow" f where f."threadId" = ${threadId} and f."level" = 'follow'
      union all
      select distinct w."authorId" from "Post" w
      where w."threadId" = ${threadId} and w."status" <> 'deleted'
        and not exists (select 1 from "ThreadFollow" f where f."threadId" = ${threadId} and f."memberId" = w."authorId")
    ) f cross join p`;
  const authors = Prisma.sql`
    select p."id", f."memberId", null::int, null::int, false, null, false, null, true
    from p join "MemberFollow" f on f."otherId" = p."authorId" and not f."isMuted"`;
  const tags = Prisma.sql`
    select p."id", f."memberId", null::int, null::int, false, null, false, t."name", false
    from p join "ThreadTag" tt on tt."threadId" = ${threadId} and p."number" = 1
      join "TagFollow" f on f."tagId" = tt."tagId" join "Tag" t on t."id" = tt."tagId"`;
  const isStart = posts.some(({ number }) => number === 1);
  return [answered, follows, authors, ...(isStart ? [tags] : []), ...reasonsInText(posts)];
}

/** Only those of the texts that there are: planning for the others takes as long as telling a few members. */
const reasonsInText = (posts: About[]): Prisma.Sql[] => [
  ...(posts.some(({ names }) => names) ? [named] : []),
  ...(posts.some(({ quotes }) => quotes) ? [quoted] : []),
  ...(posts.some(({ disputes }) => disputes) ? [disputed] : []),
];

const named = Prisma.sql`
  select p."id", m."memberId", null::int, null::int, true, null, false, null, false
  from p join "Mention" m on m."postId" = p."id" and m."revision" = p."revision" and m."ordinal" < ${mostNamed}`;

const quoted = Prisma.sql`
  select p."id", o."authorId", null::int, o."number", false, null, false, null, false
  from p join "Quote" q on q."postId" = p."id" join "Post" o on o."id" = q."quotedPostId"`;

/** Whoever cites a source that the post disputes, however long ago. */
const disputed = Prisma.sql`
  select distinct p."id", c."authorId", null::int, null::int, false, s."title", false, null, false
  from p join "Citation" d on d."postId" = p."id" and d."stance" = 'disputes' and not d."isQuoted"
    join "Citation" c on c."sourceId" = d."sourceId" and not c."isQuoted"
    join "Post" o on o."id" = c."postId" and o."status" = 'visible'
    join "Source" s on s."id" = d."sourceId" and s."hiddenAt" is null`;

/** The same reason of an edit, while it is fresh: members whom no earlier text named, and whose quotes or sources it is about. */
const ofEdit = (reason: Prisma.Sql): Prisma.Sql => Prisma.sql`
  select e.* from (${reason}) e("postId", "memberId") join p on p."id" = e."postId"
  where exists (select 1 from "PostRevision" v where v."postId" = p."id" and v."number" = p."revision"
      and v."number" > 1 and v."createdAt" > now() - ${freshFor}::interval)
    and not exists (select 1 from "Mention" m where m."postId" = p."id" and m."revision" < p."revision"
      and m."memberId" = e."memberId")`;
