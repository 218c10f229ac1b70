import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import type { Viewer } from "~/features/auth/auth";
import { Prisma } from "~/platform/db.server";
import { withoutPost } from "./notice";

/** The posts of a notice that this viewer may read. */
export const readable = (viewer: Viewer) => ({ post: { ...visibleTo(viewer), thread: visibleTo(viewer) } });

/** Notices that say something to their reader: of a post that can be read, or of no post. */
export const saysSomething = (viewer: Viewer): Prisma.NoticeWhereInput => ({
  OR: [{ kind: { in: [...withoutPost] } }, { posts: { some: readable(viewer) } }],
});

/** `saysSomething` for raw SQL: an expression over the notice `n`. */
export const saysSomethingSql = (viewer: Viewer): Prisma.Sql => Prisma.sql`(
  n."kind"::text = any(${[...withoutPost]}::text[])
  or exists (select 1 from "NoticePost" np join "Post" p on p."id" = np."postId" join "Thread" t on t."id" = p."threadId"
    where np."noticeId" = n."id" and ${visibleToSql(viewer, "p")} and ${visibleToSql(viewer, "t")}))`;

/** Posts whose thread and author this member hasn't muted. */
export const unmuted = (memberId: number) =>
  ({
    thread: { followers: { none: { memberId, level: "mute" } } },
    author: { followers: { none: { memberId, isMuted: true } } },
  }) satisfies Prisma.PostWhereInput;
