/** Telling a thread's open pages how votes and reactions stand: totals, never who voted, at most every five seconds. */
import { takeNewCounts } from "~/features/posts/posts.server";
import { announceUpdate, lockThread } from "~/features/threads/threads.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";

const seconds = 5;
/** The counts of so many posts fit into one event. */
const postsOfEvent = 40;

/** A vote or reaction of this thread has moved a count: its open pages hear of it by a job. */
export const tellCountsLater = (tx: Tx, threadId: number) => enqueueLater(tx, seconds, "counts.tell", { threadId });

/** Tells the open pages of a thread the counts that have moved since they were last told. */
export async function tellCounts(threadId: number) {
  await inTransaction(async (tx) => {
    await lockThread(tx, threadId);
    const posts = await takeNewCounts(tx, threadId);
    for (let from = 0; from < posts.length; from += postsOfEvent)
      await announceUpdate(tx, threadId, { kind: "vote", data: { posts: posts.slice(from, from + postsOfEvent) } });
  });
}
