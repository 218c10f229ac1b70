/** Telling a thread's open pages of findings that become public by themselves, a day after their author heard of them. */
import { announceUpdate, lockThread } from "~/features/threads/threads.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { isPublic, publicFrom } from "./claim";

/** A finding is its author's alone now: the thread's pages hear of it when it is not any more. */
export async function tellWhenPublic(tx: Tx, claimId: number, troubledAt: Date, now: Date) {
  const seconds = Math.ceil((publicFrom(troubledAt).getTime() - now.getTime()) / 1_000);
  if (seconds > 0) await enqueueLater(tx, seconds, "claims.tell-public", { claimId });
}

/** Tells the open pages of a claim's thread that what was found has become public; waits again for a finding that is newer. */
export async function tellPublicVerdict(claimId: number) {
  const claim = await db.claim.findFirst({
    where: { id: claimId, ordinal: { not: null }, troubledAt: { not: null }, post: { status: "visible" } },
    select: { threadId: true, troubledAt: true, confirmedAt: true, post: { select: { number: true } } },
  });
  // Everybody has known it since its author confirmed it.
  if (!claim || claim.confirmedAt) return;
  await inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    if (!isPublic(claim.troubledAt, null, now)) return tellWhenPublic(tx, claimId, claim.troubledAt!, now);
    await lockThread(tx, claim.threadId);
    await announceUpdate(tx, claim.threadId, { kind: "verdict", data: { number: claim.post.number } });
  });
}
