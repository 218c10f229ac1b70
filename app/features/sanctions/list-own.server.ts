/** What was decided about a member, for the member: who decided is not said to them. */
import { db } from "~/platform/db.server";

const appealed = { select: { words: true, at: true, decidedAt: true, isGranted: true, answer: true } } as const;

type AppealRow = { words: string; at: Date; decidedAt: Date | null; isGranted: boolean; answer: string } | null;

const shown = (appeal: AppealRow) =>
  appeal && { ...appeal, at: appeal.at.toISOString(), decidedAt: appeal.decidedAt?.toISOString() ?? null };

/** Measures against a member, newest first, at most 50, each with the appeal against it. */
export async function listOwnSanctions(memberId: number) {
  const rows = await db.sanction.findMany({
    where: { memberId },
    orderBy: { id: "desc" },
    take: 50,
    select: { id: true, kind: true, reason: true, startedAt: true, endsAt: true, endedAt: true, appeal: appealed },
  });
  return rows.map(({ startedAt, endsAt, endedAt, appeal, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    appeal: shown(appeal),
  }));
}

/** A member's posts that moderators have hidden, newest first, at most 50, each by the entry that hid it. */
export async function listOwnHidden(memberId: number) {
  const posts = await db.post.findMany({
    where: { authorId: memberId, status: "hidden" },
    orderBy: { id: "desc" },
    take: 200,
    select: { id: true, number: true, thread: { select: { title: true } } },
  });
  const rows = await db.modAction.findMany({
    where: { kind: "hide_post", postId: { in: posts.map(({ id }) => id) } },
    orderBy: { id: "desc" },
    distinct: ["postId"],
    take: 50,
    select: { id: true, reason: true, at: true, postId: true, appeals: { ...appealed, take: 1 } },
  });
  const titles = new Map(posts.map(({ id, number, thread }) => [id, `post ${number} of “${thread.title}”`]));
  return rows.map(({ at, postId, appeals, ...row }) => ({
    ...row,
    at: at.toISOString(),
    what: (postId !== null && titles.get(postId)) || "a post",
    appeal: shown(appeals[0] ?? null),
  }));
}
