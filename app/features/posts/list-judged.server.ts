import { databaseNow, db } from "~/platform/db.server";
import { excerptOf } from "./post";

/** Posts as moderators see them in the queue, whatever their status: place, author and the beginning of the text. */
export async function listJudged(ids: number[]) {
  if (ids.length === 0) return new Map<number, never>();
  const rows = await db.post.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      number: true,
      status: true,
      revision: true,
      foldedAt: true,
      foldEditedAt: true,
      plainText: true,
      readableText: true,
      author: { select: { id: true, handle: true, name: true, role: true } },
      thread: { select: { id: true, slug: true, title: true } },
    },
  });
  return new Map(
    rows.map(({ plainText, readableText, foldedAt, foldEditedAt, ...row }) => [
      row.id,
      {
        ...row,
        excerpt: excerptOf(readableText || plainText, 120),
        isFolded: foldedAt !== null,
        hasUsedEdit: foldEditedAt !== null,
      },
    ]),
  );
}

/** What a moderator sees of an author: for how many days a member, and how many posts stand and how many were hidden. */
export async function readAuthorRecord(memberId: number) {
  const member = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { id: true, handle: true, name: true, role: true, avatarHash: true, joinedAt: true, postCount: true },
  });
  const { joinedAt, ...row } = member;
  return {
    ...row,
    days: Math.floor(((await databaseNow()).getTime() - joinedAt.getTime()) / 86_400_000),
    hiddenCount: await db.post.count({ where: { authorId: memberId, status: "hidden" } }),
  };
}
