/** Telling everybody that what is publicly known about a claim has changed, at once or when it becomes public by itself. */
import { announceUpdate, lockThread } from "~/features/threads/threads.server";
import { noteEvents } from "~/features/webhooks/webhooks.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueEachLater } from "~/platform/jobs.server";
import { isPublic, publicFrom } from "./claim";

type Judged = {
  id: number;
  postId: number;
  post: { number: number };
  /** By what a job that may run twice knows the event. */
  once?: string;
  /** The first word about a text that was written long ago and taken over now: no news for webhooks. */
  isOld?: boolean;
};

/** Tells the open pages of a thread, and webhooks, of words about its claims that everybody reads. The caller holds the thread. */
export async function announceVerdicts(tx: Tx, threadId: number, claims: Judged[]) {
  for (const number of new Set(claims.map(({ post }) => post.number)))
    await announceUpdate(tx, threadId, { kind: "verdict", data: { number } });
  const news = claims.filter(({ isOld }) => !isOld);
  const subjects = news.map(({ id, postId, once }) => ({
    subject: { thread: threadId, post: postId, claim: id },
    once,
  }));
  await noteEvents(tx, "claim.verdict", subjects);
}

/** Findings are their author's alone now: the thread's pages hear of each when it is not any more. */
export async function tellWhenPublic(tx: Tx, findings: { claimId: number; troubledAt: Date }[], now: Date) {
  const waiting = findings.map(({ claimId, troubledAt }) => ({
    seconds: Math.ceil((publicFrom(troubledAt).getTime() - now.getTime()) / 1_000),
    payload: { claimId },
  }));
  await enqueueEachLater(
    tx,
    "claims.tell-public",
    waiting.filter(({ seconds }) => seconds > 0),
  );
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
    if (!isPublic(claim.troubledAt, null, now))
      return tellWhenPublic(tx, [{ claimId, troubledAt: claim.troubledAt! }], now);
    await lockThread(tx, claim.threadId);
    const once = `claim:${claimId} ${claim.troubledAt!.toISOString()}`;
    await announceVerdicts(tx, claim.threadId, [{ ...claim, id: claimId, once }]);
  });
}
