/** A post's vote counters. The signals room stores votes; each vote changes the counters in its transaction. */
import { visibleTo } from "~/features/auth/auth.server";
import { moveThreadWorth } from "~/features/threads/threads.server";
import { db, type Tx } from "~/platform/db.server";

export type VoteCounts = { worthCount: number; agreeCount: number };

const counters = { worth: "worthCount", agree: "agreeCount" } as const;

/** The post if it is public: hidden posts take no votes, not even a moderator's. */
export async function findPostToVote(id: number) {
  return db.post.findFirst({
    where: { id, ...visibleTo(null), thread: visibleTo(null) },
    select: { id: true, number: true, threadId: true, author: { select: { id: true } } },
  });
}

type PostRef = { id: number; number: number; threadId: number };

/** Changes a post's counter, and for an opening post its thread's score. */
export async function moveVoteCounts(
  tx: Tx,
  post: PostRef,
  axis: keyof typeof counters,
  by: number,
): Promise<VoteCounts> {
  // Lock threads before posts, as everywhere, to avoid deadlocks.
  if (by !== 0 && axis === "worth" && post.number === 1) await moveThreadWorth(tx, post.threadId, by);
  const select = { worthCount: true, agreeCount: true };
  if (by === 0) return tx.post.findUniqueOrThrow({ where: { id: post.id }, select });
  return tx.post.update({ where: { id: post.id }, data: { [counters[axis]]: { increment: by } }, select });
}
