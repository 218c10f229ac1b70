/** Telling everybody that what is publicly known about a claim has changed, at once or when it becomes public by itself. */
import { announceUpdate, lockThread } from "~/features/threads/threads.server";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { isPublic, publicFrom } from "./claim";

type Judged = { id: number; threadId: number; postId: number; post: { number: number } };
type Telling = {
  /** By what a job that may run twice knows the event. */
  once?: string;
  /** The first word about a text that was written long ago and taken over now: no news for webhooks. */
  isOld?: boolean;
};

/** Tells the open pages of a claim's thread, and webhooks, of a word that everybody reads. The caller holds the thread. */
export async function announceVerdict(tx: Tx, { id, threadId, postId, post }: Judged, { once, isOld }: Telling = {}) {
  await announceUpdate(tx, threadId, { kind: "verdict", data: { number: post.number } });
  if (isOld) return;
  await noteEvent(tx, "claim.verdict", { thread: threadId, post: postId, claim: id }, once);
}

/** A finding is its author's alone now: the thread's pages hear of it when it is not any more. */
export async function tellWhenPublic(tx: Tx, claimId: number, troubledAt: Date, now: Date) {
  const seconds = Math.ceil((publicFrom(troubledAt).getTime() - now.getTime()) / 1_000);
  if (seconds > 0) await enqueueLater(tx, seconds, "claims.tell-public", { claimId });
}

/** Tells the open pages of a claim's thread that what was found has become public; waits again for a finding that is newer. */
export async function tellPublicVerdict(claimId: number) {
  const claim = await db.claim.findFirst({
    where: { id: claimId, ordinal: { not: null }, troubledAt: { not: null }, post: { status: "visible" } },
    select: { threadId: true, postId: true, troubledAt: true, confirmedAt: true, post: { select: { number: true } } },
  });
  // Everybody has known it since its author confirmed it.
  if (!claim || claim.confirmedAt) return;
  await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    if (!isPublic(claim.troubledAt, null, now)) return tellWhenPublic(tx, claimId, claim.troubledAt!, now);
    await lockThread(tx, claim.threadId);
    await announceVerdict(
      tx,
      { ...claim, id: claimId },
      { once: `claim:${claimId} ${claim.troubledAt!.toISOString()}` },
    );
  });
}
