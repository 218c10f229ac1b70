/** Members' notices. A notice shows only what its reader may read; hidden content disappears from it. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { excerptOf, shownText } from "~/features/posts/posts";
import { paths } from "~/paths";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { readTogether } from "~/platform/read-together.server";
import { expectLetters } from "./due-letters.server";
import type { Level } from "./follow";
import { levelSql } from "./follow.server";
import { readable, saysSomething, saysSomethingSql } from "./says-something.server";
import { sendOn } from "./send-on.server";
import { type NoticeFilter, noticeFilters, type NoticeKind, type withoutPost } from "./notice";

type Told = {
  memberId: number;
  kind: (typeof withoutPost)[number];
  subject: string;
  words: string;
  path: string;
  /** By which the member is told once, however often this runs. */
  event?: string;
  threadId?: number | null;
  actorId?: number;
};

/** Notifies a member of something that no post belongs to, or of a post that may be hidden. */
export async function tellMember(tx: Tx, told: Told) {
  const added = await tx.notice.createManyAndReturn({ data: [told], skipDuplicates: true, select: { id: true } });
  await sendOn(tx, added);
  if (added.length > 0) await expectLetters(tx, [told]);
}

export type NoticeView = {
  id: number;
  kind: NoticeKind;
  words: string;
  path: string;
  at: string;
  isUnread: boolean;
  /** Of a source that is dead: where a copy of it is. */
  archivedUrl: string | null;
  actor: { handle: string; name: string } | null;
  /** The number of its posts that this member may read, and the newest, with the beginning of each. */
  postCount: number;
  posts: {
    id: number;
    number: number;
    author: { name: string };
    excerpt: string;
    thread: { id: number; slug: string; title: string };
  }[];
};

/** Notices of one thread beside each other; of no thread for a search that is followed, or one's account. */
export type InboxGroup = {
  thread: { id: number; slug: string; title: string; postCount: number; isOwn: boolean; level: Level } | null;
  notices: NoticeView[];
};

const ofFilter = (filter: NoticeFilter | null): Prisma.NoticeWhereInput => {
  if (filter === null) return {};
  const { kinds } = noticeFilters[filter];
  return kinds === null ? { readAt: null } : { kind: { in: [...kinds] } };
};

type Asked = { before: { at: Date; id: number } | null; filter: NoticeFilter | null; take: number };

/**
 * A member's notices, newest first, a page of `take` before the notice `before`, put together by thread: a group stands where its
 * newest notice stands.
 */
export async function listNotices(
  member: Member,
  { before, filter, take }: Asked,
): Promise<{ groups: InboxGroup[]; next: { at: string; id: number } | null }> {
  const rows = await db.notice.findMany({
    where: {
      memberId: member.id,
      AND: [
        saysSomething(member),
        ofFilter(filter),
        before ? { OR: [{ changedAt: { lt: before.at } }, { changedAt: before.at, id: { lt: before.id } }] } : {},
      ],
    },
    orderBy: [{ changedAt: "desc" }, { id: "desc" }],
    take: take + 1,
    select: {
      id: true,
      kind: true,
      words: true,
      path: true,
      changedAt: true,
      readAt: true,
      threadId: true,
      actor: { select: { handle: true, name: true } },
      _count: { select: { posts: { where: readable(member) } } },
      posts: {
        where: readable(member),
        orderBy: { postId: "desc" },
        take: 3,
        select: {
          post: {
            select: {
              id: true,
              number: true,
              plainText: true,
              readableText: true,
              foldedAt: true,
              author: { select: { name: true } },
              thread: { select: { id: true, slug: true, title: true } },
            },
          },
        },
      },
    },
  });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  const byThread = groupBy(page, ({ threadId }) => threadId);
  const threads = await listThreads(
    member,
    [...byThread.keys()].filter((id) => id !== null),
  );
  const copies = await findCopies(page);
  return {
    groups: [...byThread].map(([threadId, notices]) => ({
      thread: threads.find(({ id }) => id === threadId) ?? null,
      notices: notices.map(({ changedAt, readAt, threadId: _thread, posts, _count, ...row }) => ({
        ...row,
        at: changedAt.toISOString(),
        isUnread: readAt === null,
        archivedUrl: copies.get(row.path) ?? null,
        postCount: _count.posts,
        posts: posts.map(({ post: { plainText, readableText, foldedAt, ...post } }) => ({
          ...post,
          excerpt: excerptOf(shownText({ readableText, plainText, foldedAt })),
        })),
      })),
    })),
    next: rows.length > take && last ? { at: last.changedAt.toISOString(), id: last.id } : null,
  };
}

/** The archived copies of dead sources that notices lead to, by the path of each. */
async function findCopies(notices: { kind: NoticeKind; path: string }[]): Promise<Map<string, string>> {
  const told = notices.filter(({ kind }) => kind === "source").map(({ path }) => path);
  if (told.length === 0) return new Map();
  const sources = await db.source.findMany({
    where: {
      citekey: { in: told.map((path) => path.slice(path.lastIndexOf("/") + 1)) },
      status: "dead",
      hiddenAt: null,
      archivedUrl: { not: null },
    },
    select: { citekey: true, archivedUrl: true },
  });
  return new Map(sources.map((source) => [paths.source(source), source.archivedUrl!]));
}

type ThreadRow = NonNullable<InboxGroup["thread"]>;

/** The threads of these that the member may read, each with how closely they follow it. */
async function listThreads(member: Member, ids: number[]): Promise<ThreadRow[]> {
  if (ids.length === 0) return [];
  return db.$queryRaw<ThreadRow[]>`
    select t."id", t."slug", t."title", t."postCount", t."authorId" = ${member.id} as "isOwn",
      ${levelSql(member)} as level
    from "Thread" t where t."id" = any(${ids}) and ${visibleToSql(member, "t")}`;
}

/** The number of unread notices, without those whose posts the member may not read. */
export async function countUnread(member: Member): Promise<number> {
  const [row] = await readTogether<{ count: number }>(Prisma.sql`
    select count(*)::int as count from "Notice" n
    where n."memberId" = ${member.id} and n."readAt" is null and ${saysSomethingSql(member)}`);
  return row!.count;
}

/** Marks these notices read, or all of a filter; other members' stay as they are. */
export async function markRead(memberId: number, ids: number[] | "all", filter: NoticeFilter | null = null) {
  const which = ids === "all" ? Prisma.empty : Prisma.sql`and "id" = any(${ids})`;
  const kinds = (ids === "all" && filter !== null && noticeFilters[filter].kinds) || null;
  const ofKinds = kinds ? Prisma.sql`and "kind"::text = any(${[...kinds]})` : Prisma.empty;
  await db.$executeRaw`update "Notice" set "readAt" = clock_timestamp()
    where "memberId" = ${memberId} and "readAt" is null ${which} ${ofKinds}`;
}

/**
 * Marks read what tells of these posts of a thread, by their numbers: they were on their reader's screen. A notice of a followed
 * search loses them, and is read once none is left.
 */
export async function markReadInThread(memberId: number, threadId: number, numbers: number[]) {
  await db.$executeRaw`
    with seen as (
      select np."noticeId", np."postId" from "NoticePost" np
        join "Notice" n on n."id" = np."noticeId" join "Post" p on p."id" = np."postId"
      where n."memberId" = ${memberId} and n."readAt" is null and n."kind"::text = 'followed_search'
        and p."threadId" = ${threadId} and p."number" = any(${numbers})),
    read as (
      update "Notice" n set "readAt" = clock_timestamp()
      where n."id" in (select "noticeId" from seen) and not exists (
        select 1 from "NoticePost" o where o."noticeId" = n."id"
          and not exists (select 1 from seen s where s."noticeId" = o."noticeId" and s."postId" = o."postId"))
      returning n."id")
    delete from "NoticePost" np using seen s
    where np."noticeId" = s."noticeId" and np."postId" = s."postId" and np."noticeId" not in (select "id" from read)`;
  await db.$executeRaw`update "Notice" n set "readAt" = clock_timestamp()
    where n."memberId" = ${memberId} and n."threadId" = ${threadId} and n."readAt" is null
      and n."kind"::text <> 'source'
      and exists (select 1 from "NoticePost" np join "Post" p on p."id" = np."postId"
        where np."noticeId" = n."id" and p."number" = any(${numbers}))`;
}
