/** Members' notices. A notice shows only what its reader may read; hidden content disappears from it. */
import type { Member } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { lockMember } from "~/features/members/members.server";
import { db, Prisma, type Tx } from "~/platform/db.server";

type NoticeKind = "followed_search" | "claim_check" | "sanction";
type Told = { memberId: number; kind: NoticeKind; subject: string; words: string; path: string; postId: number };

/** Kinds that tell of each post once, also where the job runs twice and the notice was read in between. */
const oncePerPost = new Set<NoticeKind>(["followed_search"]);

/** Notifies a member of a post. Unread notices with the same subject become one. */
export async function addNotice(tx: Tx, { postId, ...told }: Told) {
  await lockMember(tx, told.memberId);
  const { memberId, subject } = told;
  if (
    oncePerPost.has(told.kind) &&
    (await tx.noticePost.count({ where: { postId, notice: { memberId, subject } } })) > 0
  )
    return;
  const open = await tx.notice.findFirst({
    where: { memberId, subject, readAt: null },
    select: { id: true },
  });
  const notice = open ?? (await tx.notice.create({ data: told, select: { id: true } }));
  const added = await tx.noticePost.createMany({ data: [{ noticeId: notice.id, postId }], skipDuplicates: true });
  if (open && added.count > 0)
    await tx.$executeRaw`update "Notice" set "changedAt" = clock_timestamp(), "words" = ${told.words}, "path" = ${told.path} where "id" = ${open.id}`;
}

type ToldOnce = Omit<Told, "postId" | "kind"> & { kind: "sanction" };

/** Notifies a member of something that no post belongs to. */
export async function tellMember(tx: Tx, told: ToldOnce) {
  await tx.notice.create({ data: told, select: { id: true } });
}

export type NoticeView = {
  id: number;
  kind: NoticeKind;
  words: string;
  path: string;
  at: string;
  isUnread: boolean;
  /** The number of its posts that this member may read, and the newest. */
  postCount: number;
  posts: {
    id: number;
    number: number;
    author: { name: string };
    thread: { id: number; slug: string; title: string };
  }[];
};

const readable = (member: Member) => ({ post: { ...visibleTo(member), thread: visibleTo(member) } });

/** Notices that say something to their reader: of a post that can be read, or of no post. */
const saysSomething = (member: Member): Prisma.NoticeWhereInput => ({
  OR: [{ kind: "sanction" }, { posts: { some: readable(member) } }],
});

/** A member's notices, newest first, a page of `take` before the notice `before`. */
export async function listNotices(
  member: Member,
  { before, take }: { before: { at: Date; id: number } | null; take: number },
): Promise<{ notices: NoticeView[]; next: { at: string; id: number } | null }> {
  const rows = await db.notice.findMany({
    where: {
      memberId: member.id,
      AND: [
        saysSomething(member),
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
  return {
    notices: page.map(({ changedAt, readAt, posts, _count, ...row }) => ({
      ...row,
      at: changedAt.toISOString(),
      isUnread: readAt === null,
      postCount: _count.posts,
      posts: posts.map(({ post }) => post),
    })),
    next: rows.length > take && last ? { at: last.changedAt.toISOString(), id: last.id } : null,
  };
}

/** The number of unread notices, without those whose posts the member may not read. */
export async function countUnread(member: Member): Promise<number> {
  return db.notice.count({ where: { memberId: member.id, readAt: null, ...saysSomething(member) } });
}

/** Marks one notice read, or all of them; other members' stay as they are. */
export async function markRead(memberId: number, noticeId: number | "all") {
  const which = noticeId === "all" ? Prisma.empty : Prisma.sql`and "id" = ${noticeId}`;
  await db.$executeRaw`update "Notice" set "readAt" = clock_timestamp() where "memberId" = ${memberId} and "readAt" is null ${which}`;
}
