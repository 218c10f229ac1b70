/** New posts of which nobody was told yet. All that are written in a thread within a moment are told of together. */
import { db, Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { jobToAdd, jobToAddLater } from "~/platform/jobs.server";

/** Seconds from the first of them until they are told of. */
const moment = 1;
/** How many are told of together. */
const most = 20;

/**
 * The statements that note a new post, and have its thread's posts told of, for `writeTogether`. A search engine beside the
 * database hears of it at once.
 */
export const notingUntold = ({ id, threadId }: { id: number; threadId: number }): Prisma.Sql[] => [
  Prisma.sql`insert into "UntoldPost" ("postId", "threadId") values (${id}, ${threadId}) on conflict do nothing returning 1`,
  jobToAddLater(moment, "posts.tell", { threadId }),
  // By thread, because whoever writes in another one must not wait for this transaction.
  ...(env().MEILI_URL === undefined ? [] : [jobToAdd("posts.index", { threadId })]),
];

/** The ids of posts that were written in this thread and wait to be told of: the oldest, and whether there are more. */
export async function listUntold(threadId: number): Promise<{ postIds: number[]; areMore: boolean }> {
  const rows = await db.untoldPost.findMany({
    where: { threadId },
    orderBy: { postId: "asc" },
    take: most + 1,
    select: { postId: true },
  });
  return { postIds: rows.slice(0, most).map(({ postId }) => postId), areMore: rows.length > most };
}

/** Takes these posts off the list; answers with those that nobody else had taken off before. */
export async function takeUntold(tx: Tx, postIds: number[]): Promise<number[]> {
  const rows = await tx.$queryRaw<{ postId: number }[]>`
    delete from "UntoldPost" where "postId" = any(${postIds}) returning "postId"`;
  return rows.map(({ postId }) => postId);
}
