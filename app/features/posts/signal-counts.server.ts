/** A post's counters of votes and reactions. The signals room stores both; each changes the counters in its transaction. */
import { visibleTo } from "~/features/auth/auth.server";
import { moveThreadWorth } from "~/features/threads/threads.server";
import { db, type Tx } from "~/platform/db.server";
import { readReactionCounts, type VoteCounts } from "./signal-counts";

/** The post if it is public: hidden posts take no votes and no reactions, not even a moderator's. */
export async function findPostToSignal(id: number) {
  return db.post.findFirst({
    where: { id, ...visibleTo(null), thread: visibleTo(null) },
    select: { id: true, number: true, threadId: true, revision: true, author: { select: { id: true } } },
  });
}

type PostRef = { id: number; number: number; threadId: number };

const voteCounts = { worthCount: true, agreeCount: true, disagreeCount: true } as const;

/** Changes a post's counts of votes by these numbers, and for an opening post its thread's score; returns the new counts. */
export async function moveVoteCounts(tx: Tx, post: PostRef, by: VoteCounts): Promise<VoteCounts> {
  const { worthCount, agreeCount, disagreeCount } = by;
  if (worthCount === 0 && agreeCount === 0 && disagreeCount === 0)
    return tx.post.findUniqueOrThrow({ where: { id: post.id }, select: voteCounts });
  // Lock threads before posts, as everywhere, to avoid deadlocks.
  if (worthCount !== 0 && post.number === 1) await moveThreadWorth(tx, post.threadId, worthCount);
  const { number, threadId, ...counts } = await tx.post.update({
    where: { id: post.id },
    data: {
      worthCount: { increment: worthCount },
      agreeCount: { increment: agreeCount },
      disagreeCount: { increment: disagreeCount },
      hasNewCounts: true,
    },
    select: { ...voteCounts, number: true, threadId: true },
  });
  // It was moved since the caller read it.
  if (worthCount !== 0 && (number !== post.number || threadId !== post.threadId)) {
    if (post.number === 1) await moveThreadWorth(tx, post.threadId, -worthCount);
    if (number === 1) await moveThreadWorth(tx, threadId, worthCount);
  }
  return counts;
}

/** Changes a post's count of one kind of reaction; returns the counts of all kinds, without those that nobody has. */
export async function moveReactionCount(tx: Tx, post: PostRef, kind: string, by: number) {
  const [row] = await tx.$queryRaw<{ counts: unknown }[]>`
    update "Post" set "hasNewCounts" = "hasNewCounts" or ${by}::int <> 0, "reactionCounts" =
      case when coalesce(("reactionCounts" ->> ${kind}::text)::int, 0) + ${by}::int <= 0 then "reactionCounts" - ${kind}::text
      else "reactionCounts" || jsonb_build_object(${kind}::text, coalesce(("reactionCounts" ->> ${kind}::text)::int, 0) + ${by}::int) end
    where "id" = ${post.id} returning "reactionCounts" as counts`;
  return readReactionCounts(row?.counts);
}

/** A post's counts as an open page is told of them. */
type NewCounts = { number: number; worth: number; agree: number; disagree: number; reactions: object };

/**
 * The counts of this thread's visible posts that have moved since the last call. The caller holds the thread and tells its
 * open pages in the same transaction.
 */
export async function takeNewCounts(tx: Tx, threadId: number): Promise<NewCounts[]> {
  const rows = await tx.$queryRaw<(NewCounts & { isVisible: boolean })[]>`
    update "Post" set "hasNewCounts" = false where "threadId" = ${threadId} and "hasNewCounts"
    returning "number", "worthCount" as worth, "agreeCount" as agree, "disagreeCount" as disagree,
      "reactionCounts" as reactions, "status" = 'visible' as "isVisible"`;
  return rows
    .filter(({ isVisible }) => isVisible)
    .map(({ number, worth, agree, disagree, reactions }) => ({ number, worth, agree, disagree, reactions }))
    .toSorted((a, b) => a.number - b.number);
}
