/** Telling members of a post: its parent's author, those it names or quotes, those who follow, and those whose quote it changed. */
import { againOnConflict, db, inTransaction, Prisma, type Tx } from "~/platform/db.server";
import { readAtOnce } from "~/platform/read-together.server";
import { paths } from "~/paths";
import { addNotices, type NewNotice, raiseNotices, slice } from "./add-notices.server";
import { hasMutedSql } from "./muting-sql.server";
import { kindOf, type Reasons, reasonsInWords, wantedReasons } from "./reasons";

/** How many of those whom a post names are told, all its revisions together. */
const mostNamed = 10;
/** How many members an author's mentions may reach in an hour. */
const mostMentionsAnHour = 30;
/** An edit tells those whom it names first only while it is fresh: what is processed again later tells nobody. */
const freshFor = "1 day";
/** A post that is older was written elsewhere before, or for the demonstration: it tells nobody. */
const newFor = "7 days";

type Told = Reasons & { memberId: number; unwanted: string[] };
type About = {
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

/**
 * Tells up to 500 members, in the order of their ids, after this one. Answers with the last that it looked at, or null when
 * nobody is left. Each is told of a post once, however often this runs. A post that not everybody may read tells nobody.
 */
export async function tellOfPost({ postId, isNew, after }: { postId: number; isNew: boolean; after: number }) {
  const [post] = await db.$queryRaw<About[]>`
    select p."id", p."number", p."threadId", p."authorId", p."revision", p."parentId", t."slug",
      exists (select from "Mention" m where m."postId" = p."id" and m."revision" = p."revision") as "names",
      exists (select from "Quote" q where q."postId" = p."id") as "quotes",
      exists (select from "Citation" c where c."postId" = p."id" and c."stance" = 'disputes') as "disputes",
      exists (select from "NoticePost" s where s."postId" = p."id"
        -- As a join, it could be planned to begin with all notices of searches.
        and (select n."kind" from "Notice" n where n."id" = s."noticeId") = 'followed_search') as "wasFound"
    from "Post" p join "Thread" t on t."id" = p."threadId"
    where p."id" = ${postId} and p."status" = 'visible' and t."status" = 'visible'
      and (${!isNew} or p."createdAt" > now() - ${newFor}::interval)`;
  if (!post) return null;
  const reasons = isNew ? ofNewPost(post) : ofEdit(post);
  if (!reasons) return null;
  const tellThem = async (tx: Tx) => {
    const [rows] = await readAtOnce(tx, [reasonsByMember(post, reasons, after)]);
    const told = rows as Told[];
    await tell(tx, post, told, isNew);
    return told.length < slice ? null : told.at(-1)!.memberId;
  };
  // Of a new post one statement writes everything.
  return isNew ? againOnConflict(() => tellThem(db)) : inTransaction(tellThem);
}

const named = ({ id, revision }: About) => Prisma.sql`
  select m."memberId", null::int, null::int, true, null, false, null, false
  from "Mention" m where m."postId" = ${id} and m."revision" = ${revision} and m."ordinal" < ${mostNamed}`;

const quoted = ({ id }: About) => Prisma.sql`
  select o."authorId", null::int, o."number", false, null, false, null, false
  from "Quote" q join "Post" o on o."id" = q."quotedPostId" where q."postId" = ${id}`;

/** Whoever cites a source that the post disputes, however long ago. */
const disputed = ({ id }: About) => Prisma.sql`
  select distinct c."authorId", null::int, null::int, false, s."title", false, null, false
  from "Citation" d join "Citation" c on c."sourceId" = d."sourceId" and not c."isQuoted"
    join "Post" o on o."id" = c."postId" and o."status" = 'visible'
    join "Source" s on s."id" = d."sourceId" and s."hiddenAt" is null
  where d."postId" = ${id} and d."stance" = 'disputes' and not d."isQuoted"`;

/** Only those of its text that there are: planning for the others takes as long as telling a few members. */
const reasonsInText = (post: About): Prisma.Sql[] => [
  ...(post.names ? [named(post)] : []),
  ...(post.quotes ? [quoted(post)] : []),
  ...(post.disputes ? [disputed(post)] : []),
];

/** The reasons to tell of a new post, a row each. */
function ofNewPost(post: About): Prisma.Sql {
  const { id, number, threadId, authorId, parentId } = post;
  const answered = Prisma.sql`
    select o."authorId", o."number", null::int, false, null, false, null, false
    from "Post" o where ${parentId === null ? Prisma.sql`o."threadId" = ${threadId} and o."number" = 1` : Prisma.sql`o."id" = ${parentId}`}`;
  const follows = Prisma.sql`
    select f."memberId", null::int, null::int, false, null, true, null, false from "ThreadFollow" f
    where f."threadId" = ${threadId} and f."level" = 'follow'
    union all
    select distinct w."authorId", null::int, null::int, false, null, true, null, false from "Post" w
    where w."threadId" = ${threadId} and w."id" <> ${id} and w."status" <> 'deleted'
      and not exists (select 1 from "ThreadFollow" f where f."threadId" = ${threadId} and f."memberId" = w."authorId")`;
  const tags = Prisma.sql`
    select f."memberId", null::int, null::int, false, null, false, t."name", false
    from "ThreadTag" tt join "TagFollow" f on f."tagId" = tt."tagId" join "Tag" t on t."id" = tt."tagId"
    where tt."threadId" = ${threadId}`;
  const authors = Prisma.sql`
    select f."memberId", null::int, null::int, false, null, false, null, true from "MemberFollow" f
    where f."otherId" = ${authorId} and not f."isMuted"`;
  const ofThread = number === 1 ? [tags] : [answered];
  return Prisma.join([...ofThread, follows, authors, ...reasonsInText(post)], " union all ");
}

/**
 * The reasons of an edit, while it is fresh: members whom no earlier text named, and whose quotes or sources it is about. Null
 * where there are none.
 */
function ofEdit(post: About): Prisma.Sql | null {
  const reasons = reasonsInText(post);
  if (reasons.length === 0) return null;
  return Prisma.sql`
  select r.* from (${Prisma.join(reasons, " union all ")}) r("memberId")
  where exists (select 1 from "PostRevision" v where v."postId" = ${post.id} and v."number" = ${post.revision}
      and v."number" > 1 and v."createdAt" > now() - ${freshFor}::interval)
    and not exists (select 1 from "Mention" e where e."postId" = ${post.id} and e."revision" < ${post.revision}
      and e."memberId" = r."memberId")`;
}

/**
 * One row for each member, without the author, former members, those who have muted the thread or its author, and those who
 * are told nothing of any of the reasons.
 */
const reasonsByMember = ({ threadId, authorId }: About, reasons: Prisma.Sql, after: number) => Prisma.sql`
  select r."memberId", max(r.answers) as answers, max(r.quotes) as quotes, bool_or(r.mentions) as mentions,
    max(r.disputes) as disputes, bool_or(r.follows) as "followsThread", max(r.tag) as tag, bool_or(r.author) as "followsAuthor",
    coalesce((select array_agg(c."about") from "NoticeChoice" c where c."memberId" = r."memberId" and not c."inInbox"), '{}')
      as unwanted
  from (${reasons}) r("memberId", answers, quotes, mentions, disputes, follows, tag, author)
    join "Member" m on m."id" = r."memberId" and m."deletedAt" is null
  where r."memberId" > ${after} and r."memberId" <> ${authorId}
    and not ${hasMutedSql({ member: Prisma.sql`r."memberId"`, thread: Prisma.sql`${threadId}`, author: Prisma.sql`${authorId}` })}
  group by r."memberId" order by r."memberId" limit ${slice}`;

async function tell(tx: Tx, post: About, told: Told[], isNew: boolean) {
  const hasMentions = told.some(({ mentions }) => mentions);
  let mentionsLeft = hasMentions ? await countMentionsLeft(tx, post) : 0;
  const notices = told.flatMap(({ memberId, unwanted, ...all }) => {
    const reasons = wantedReasons({ ...all, mentions: all.mentions && mentionsLeft > 0 }, unwanted);
    const kind = kindOf(reasons);
    if (kind === null) return [];
    if (kind === "mention") mentionsLeft -= 1;
    return [{ memberId, kind, words: reasonsInWords(reasons, post.number), ...placeOf(post) }];
  });
  const event = eventOf(post);
  await addNotices(tx, event, notices);
  // Whom an edit names or quotes first may have been told of the post for a weaker reason.
  if (!isNew) await raiseNotices(tx, event, notices);
  // A search that they follow may have found it before an edit named them: a post is one notice.
  if (!post.wasFound) return;
  await tx.noticePost.deleteMany({
    where: {
      postId: post.id,
      notice: {
        kind: "followed_search",
        readAt: null,
        memberId: { in: notices.map(({ memberId }) => memberId) },
      },
    },
  });
}

const placeOf = ({
  id,
  number,
  threadId,
  authorId,
  slug,
}: Pick<About, "id" | "number" | "threadId" | "authorId" | "slug">): Omit<
  NewNotice,
  "memberId" | "kind" | "words"
> => ({
  postId: id,
  threadId,
  actorId: authorId,
  path: paths.numbered({ id: threadId, slug }, number),
});

const eventOf = ({ id }: { id: number }) => `post:${id}`;

/** How many mentions may still be told of: of this post, and of all that its author wrote within the hour. */
async function countMentionsLeft(tx: Tx, post: About): Promise<number> {
  const event = eventOf(post);
  const own = await tx.notice.count({ where: { event, kind: "mention", posts: { some: { postId: post.id } } } });
  const [row] = await tx.$queryRaw<{ count: number }[]>`select count(*)::int as count from "Notice" n
    where n."actorId" = ${post.authorId} and n."kind" = 'mention' and n."createdAt" > now() - interval '1 hour'
      and n."event" <> ${event}`;
  return Math.min(mostNamed - own, mostMentionsAnHour - (row?.count ?? 0));
}

/**
 * Tells the authors of posts that quote this one and whose passage is no longer in it. Each is told once of each revision; those
 * who have muted its thread or its author are not. Answers as `tellOfPost`.
 */
export async function tellOfCorrection({ postId, after }: { postId: number; after: number }) {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`q."authorId"`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  return inTransaction(async (tx) => {
    const told = await tx.$queryRaw<{ memberId: number }[]>`
      select distinct q."authorId" as "memberId" from "Quote" u
        join "Post" q on q."id" = u."postId" and q."status" = 'visible'
        join "Post" p on p."id" = u."quotedPostId" and p."status" = 'visible'
        join "PostRevision" v on v."postId" = p."id" and v."number" = p."revision" and v."createdAt" > now() - ${freshFor}::interval
      where u."quotedPostId" = ${postId} and u."state" in ('changed', 'corrected') and u."revision" < p."revision"
        and q."authorId" <> p."authorId" and q."authorId" > ${after}
        and not ${hasMuted}
        and not exists (select 1 from "NoticeChoice" c
          where c."memberId" = q."authorId" and c."about" = 'numbers' and not c."inInbox")
      order by 1 limit ${slice}`;
    const post = await tx.post.findUnique({
      where: { id: postId },
      select: {
        id: true,
        number: true,
        threadId: true,
        authorId: true,
        revision: true,
        thread: { select: { slug: true } },
      },
    });
    if (post)
      await addNotices(
        tx,
        `correction:${postId}:${post.revision}`,
        told.map(({ memberId }) => ({
          memberId,
          kind: "correction" as const,
          words: `changed what you quoted of post ${post.number}`,
          ...placeOf({ ...post, slug: post.thread.slug }),
        })),
      );
    return told.length < slice ? null : told.at(-1)!.memberId;
  });
}
