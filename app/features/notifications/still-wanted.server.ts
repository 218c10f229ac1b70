import { excerptOf, shownText } from "~/features/posts/posts";
import { db, Prisma } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";
import { hasMutedSql, stillFollowsSql } from "./muting-sql.server";
import { kindWords, noticeTitle, withoutPost } from "./notice";
import { readable, saysSomething, unmuted } from "./says-something.server";
import type { PushMessage } from "./send-push.server";
import { kindsSql } from "./send-on.server";

/**
 * What is said of a notice on a member's screen, in about 300 characters; null where it was read meanwhile, where everybody no
 * longer sees what it tells of, where its thread or author is muted by now or what caused it is no longer followed, or its kind is
 * no longer pushed.
 */
export async function stillWanted(noticeId: number): Promise<PushMessage | null> {
  const told = await db.notice.findUnique({ where: { id: noticeId }, select: { memberId: true } });
  if (!told || !(await isWanted(noticeId, told.memberId))) return null;
  const { memberId } = told;
  const notice = await db.notice.findFirst({
    where: { id: noticeId, readAt: null, ...saysSomething(null) },
    select: {
      id: true,
      kind: true,
      words: true,
      path: true,
      actor: { select: { name: true } },
      thread: { select: { title: true } },
      posts: {
        where: { post: { AND: [readable(null).post, unmuted(memberId)] } },
        orderBy: { postId: "desc" },
        take: 1,
        select: {
          post: {
            select: { plainText: true, readableText: true, foldedAt: true, thread: { select: { title: true } } },
          },
        },
      },
    },
  });
  if (!notice) return null;
  const { kind, words, path, actor, thread } = notice;
  const post = notice.posts[0]?.post;
  const title = noticeTitle({ kind, words, postCount: 1, actor });
  const where = post?.thread.title ?? thread?.title ?? "";
  const says = post && kind !== "claim_check" && kind !== "source" ? excerptOf(shownText(post)) : "";
  return {
    id: notice.id,
    title: shorten(title, 120),
    body: shorten([where, says].filter(Boolean).join(": ") || kindWords[kind], 180),
    path,
  };
}

async function isWanted(noticeId: number, memberId: number): Promise<boolean> {
  const hasMuted = hasMutedSql({
    member: Prisma.sql`n."memberId"`,
    thread: Prisma.sql`p."threadId"`,
    author: Prisma.sql`p."authorId"`,
  });
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from "Notice" n
      join ${kindsSql} k on k."kind" = n."kind"::text
      join "NoticeChoice" c on c."memberId" = n."memberId" and c."about" = k."about" and c."byPush"
    where n."id" = ${noticeId} and ${stillFollowsSql({ id: memberId })}
      and (n."kind"::text = any(${[...withoutPost]}) or exists (
        select 1 from "NoticePost" np join "Post" p on p."id" = np."postId"
        where np."noticeId" = n."id" and not ${hasMuted}))`;
  return rows.length > 0;
}
