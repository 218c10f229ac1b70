/** Telling members of posts: the parents' authors, those they name or quote, those who follow, and those whose quote one changed. */
import { againOnConflict, db, inTransaction, Prisma, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { paths } from "~/paths";
import { addNotices, type NewNotices, raiseNotices, slice } from "./add-notices.server";
import { hasMutedSql } from "./muting-sql.server";
import { kindOf, reasonsInWords, wantedReasons } from "./reasons";
import { type About, readAbout, readSlice, type Told, freshFor, mostNamed } from "./whom-to-tell.server";

/** How many members an author's mentions may reach in an hour. */
const mostMentionsAnHour = 30;

/**
 * Tells up to 500 members, in the order of their ids, after this one. Answers with the last that it looked at, or null when
 * nobody is left. Each is told of a post once, however often this runs. A post that not everybody may read tells nobody.
 */
export async function tellOfPost({ postId, isNew, after }: { postId: number; isNew: boolean; after: number }) {
  const posts = await readAbout([postId], isNew);
  return posts.length === 0 ? null : tellOfEach(posts, isNew, after);
}

/** Tells of several new posts as `tellOfPost` does of one: of those in a thread that name nobody, together. */
export async function tellOfNewPosts({ postIds, after }: { postIds: number[]; after: number }) {
  const posts = await readAbout(postIds, true);
  const lasts: (number | null)[] = [];
  for (const together of inTurn(posts)) lasts.push(await tellOfEach(together, true, after));
  const left = lasts.filter((last) => last !== null);
  // Whoever was told of one of them beyond the least is not told of it again.
  return left.length === 0 ? null : Math.min(...left);
}

/** How many members an author may name depends on what was told before: a post that names some is told of alone, in its turn. */
function inTurn(posts: About[]): About[][] {
  const threads = groupBy(
    posts.filter(({ names }) => !names),
    ({ threadId }) => threadId,
  );
  return [...threads.values(), ...posts.filter(({ names }) => names).map((post) => [post])];
}

async function tellOfEach(posts: About[], isNew: boolean, after: number): Promise<number | null> {
  const tellThem = async (tx: Tx) => {
    const { told, last } = await readSlice(tx, posts, isNew, after);
    await tell(tx, posts, told, isNew);
    return last;
  };
  // Of new posts one statement writes everything.
  return isNew ? againOnConflict(() => tellThem(db)) : inTransaction(tellThem);
}

async function tell(tx: Tx, posts: About[], told: Told[], isNew: boolean) {
  const about = new Map(posts.map((post) => [post.id, post]));
  const named = told.find(({ mentions }) => mentions);
  let mentionsLeft = named ? await countMentionsLeft(tx, about.get(named.postId)!) : 0;
  const notices = apart(told).flatMap(({ postId, memberIds, unwanted, ...all }) => {
    const reasons = wantedReasons({ ...all, mentions: all.mentions && mentionsLeft > 0 }, unwanted);
    const kind = kindOf(reasons);
    if (kind === null) return [];
    if (kind === "mention") mentionsLeft -= 1;
    const post = about.get(postId)!;
    return [{ event: eventOf(post), memberIds, kind, words: reasonsInWords(reasons, post.number), ...placeOf(post) }];
  });
  await addNotices(tx, notices);
  // Whom an edit names or quotes first may have been told of the post for a weaker reason.
  if (!isNew) await raiseNotices(tx, notices);
  // A search that they follow may have found it before an edit named them: a post is one notice.
  for (const { id } of posts.filter(({ wasFound }) => wasFound))
    await tx.noticePost.deleteMany({
      where: {
        postId: id,
        notice: {
          kind: "followed_search",
          readAt: null,
          memberId: { in: notices.filter(({ postId }) => postId === id).flatMap(({ memberIds }) => memberIds) },
        },
      },
    });
}

/** Those who are named, one by one in the order of their ids, because the author may not name all of them; then the others. */
function apart(told: Told[]): Told[] {
  const named = told
    .filter(({ mentions }) => mentions)
    .flatMap(({ memberIds, ...why }) => memberIds.map((memberId) => ({ ...why, memberIds: [memberId] })))
    .toSorted((one, other) => one.memberIds[0]! - other.memberIds[0]!);
  return [...named, ...told.filter(({ mentions }) => !mentions)];
}

const placeOf = ({
  id,
  number,
  threadId,
  authorId,
  slug,
}: Pick<About, "id" | "number" | "threadId" | "authorId" | "slug">): Omit<
  NewNotices,
  "event" | "memberIds" | "kind" | "words"
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
      await addNotices(tx, [
        {
          event: `correction:${postId}:${post.revision}`,
          memberIds: told.map(({ memberId }) => memberId),
          kind: "correction",
          words: `changed what you quoted of post ${post.number}`,
          ...placeOf({ ...post, slug: post.thread.slug }),
        },
      ]);
    return told.length < slice ? null : told.at(-1)!.memberId;
  });
}
