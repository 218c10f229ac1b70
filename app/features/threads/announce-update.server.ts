import { Prisma, type Tx } from "~/platform/db.server";
import { announceAll, announcing } from "~/platform/live.server";
import { threadsTopic, threadTopic } from "~/platform/thread-topic";

/**
 * What a thread's open pages are told: numbers of posts and counts. Anybody may hear it, so nothing belongs here that not
 * everybody may read, and neither text nor who voted.
 */
export type ThreadUpdate =
  | { kind: "edit"; data: { number: number; revision: number } }
  /** What is publicly known about a number in this post is another word now. */
  | { kind: "verdict"; data: { number: number } }
  | { kind: "vote"; data: { posts: object[] } }
  /** Posts came or went: the page is to be loaded again. */
  | { kind: "gap"; data: object };

/**
 * Tells the thread's open pages after the commit, and keeps it for those that were away. Its sequence is given while the
 * thread's row is locked, so that the order of sequences is the order of commits; callers that change further rows lock the
 * thread first. Nothing is told of a thread that not everybody may read.
 */
export async function announceUpdate(tx: Tx, threadId: number, update: ThreadUpdate) {
  const { kind, data } = update;
  const [told] = await tx.$queryRaw<{ sequence: number }[]>(Prisma.sql`
    with moved as (
      update "Thread" set "lastUpdate" = "lastUpdate" + 1 where "id" = ${threadId} and "status" = 'visible'
      returning "id", "lastUpdate"
    )
    insert into "ThreadUpdate" ("threadId", "sequence", "kind", "data")
    select "id", "lastUpdate", ${kind}, ${JSON.stringify(data)}::jsonb from moved returning "sequence"`);
  if (!told) return;
  const ofThread = { topic: threadTopic({ id: threadId }), event: kind, data, sequence: told.sequence };
  await announceAll(tx, [ofThread]);
}

/**
 * The statements that tell open pages of a new reply, its thread's and lists of threads, for `writeTogether`. The thread's
 * updates were counted up to this sequence in the same transaction.
 */
export function tellingOfReply(threadId: number, sequence: number, number: number): Prisma.Sql[] {
  const data = { number };
  const ofThread = { topic: threadTopic({ id: threadId }), event: "post", data, sequence };
  return [
    Prisma.sql`insert into "ThreadUpdate" ("threadId", "sequence", "kind", "data")
      values (${threadId}, ${sequence}, 'post', ${JSON.stringify(data)}::jsonb) returning 1`,
    announcing([ofThread, newsOf(threadId, number)]),
  ];
}

/** Tells open lists of threads that a post was written; everybody may read its thread. It is told once and not kept. */
export const announceInLists = (tx: Tx, threadId: number, number: number) =>
  announceAll(tx, [newsOf(threadId, number)]);

/** The statement that does so, for `writeTogether`. */
export const announcingInLists = (threadId: number, number: number) => announcing([newsOf(threadId, number)]);

const newsOf = (thread: number, number: number) => ({ topic: threadsTopic, event: "news", data: { thread, number } });
