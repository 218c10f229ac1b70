import { Prisma, type Tx } from "~/platform/db.server";
import { announceAll } from "~/platform/live.server";
import { threadsTopic, threadTopic } from "~/platform/thread-topic";

/**
 * What a thread's open pages are told: numbers of posts and counts. Anybody may hear it, so nothing belongs here that not
 * everybody may read, and neither text nor who voted.
 */
export type ThreadUpdate =
  | { kind: "post"; data: { number: number } }
  | { kind: "edit"; data: { number: number; revision: number } }
  /** What is publicly known about a number in this post is another word now. */
  | { kind: "verdict"; data: { number: number } }
  | { kind: "vote"; data: { posts: object[] } }
  /** Posts came or went: the page is to be loaded again. */
  | { kind: "gap"; data: object };

/**
 * Tells the thread's open pages after the commit, of a post also open lists of threads, and keeps it for those that were away. Its sequence is given while the
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
  await announceAll(tx, update.kind === "post" ? [ofThread, newsOf(threadId, update.data.number)] : [ofThread]);
}

/** Tells open lists of threads that a post was written; everybody may read its thread. It is told once and not kept. */
export const announceInLists = (tx: Tx, threadId: number, number: number) =>
  announceAll(tx, [newsOf(threadId, number)]);

const newsOf = (thread: number, number: number) => ({ topic: threadsTopic, event: "news", data: { thread, number } });
