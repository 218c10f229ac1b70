/** Evidence that readers bring for and against a claim, and what its author does about a check. */
import type { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { lockThread } from "~/features/threads/threads.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import type { Agreement } from "./agreement";
import type { DisputeForm, EvidenceBasis } from "./dispute-form";
import { announceVerdicts } from "./tell-public.server";
import { agreementFor, ratedColumns } from "./rate-dispute.server";

export type Evidence = {
  kind: "disputes" | "supports";
  basis: EvidenceBasis;
  reason: string;
  source: string;
  at: string;
  by: { id: number; handle: string; name: string };
  /** Null for evidence that supports the claim: nobody rates it. */
  agreement: Agreement | null;
  /** This viewer's rating; null when there is none yet. */
  ownAnswer: boolean | null;
};

export type Disputed = { ok: true } | { ok: false; reason: "own-claim" };

/**
 * Stores a member's evidence on a claim; the same member again replaces it, and then others rate it from the beginning. By
 * itself it changes no word of the claim. Authors don't give evidence on their own claims.
 */
export async function disputeClaim(claimId: number, by: Member, form: z.output<typeof DisputeForm>): Promise<Disputed> {
  return inTransaction(async (tx) => {
    const claim = await tx.claim.findUniqueOrThrow({
      where: { id: claimId },
      select: { authorId: true, threadId: true },
    });
    if (claim.authorId === by.id) return { ok: false, reason: "own-claim" };
    const at = await databaseNow(tx);
    await tx.claimDispute.upsert({
      where: { claimId_memberId: { claimId, memberId: by.id } },
      create: { claimId, memberId: by.id, at, ...form },
      update: { at, ...form },
    });
    const { count } = await tx.claimRating.deleteMany({ where: { claimId, disputerId: by.id } });
    if (count > 0) await enqueue(tx, "claims.judge", { threadId: claim.threadId });
    return { ok: true };
  });
}

/** The evidence of readers for and against a claim, the newest first; at most 100. */
export async function listEvidence(claimId: number, viewerId: number | null): Promise<Evidence[]> {
  const rows = await db.claimDispute.findMany({
    where: { claimId },
    select: {
      ...ratedColumns,
      kind: true,
      basis: true,
      reason: true,
      source: true,
      member: { select: { id: true, handle: true, name: true } },
    },
    orderBy: { at: "desc" },
    take: 100,
  });
  return rows.map((row) => ({
    kind: row.kind,
    basis: row.basis,
    reason: row.reason,
    source: row.source,
    at: row.at.toISOString(),
    by: row.member,
    agreement: row.kind === "disputes" ? agreementFor(row) : null,
    ownAnswer: row.ratings.find(({ memberId }) => memberId === viewerId)?.agrees ?? null,
  }));
}

/** Its author agrees that a claim is off or inconsistent: everybody sees it from now on. False when there is nothing to confirm. */
export async function confirmTrouble(claimId: number, authorId: number): Promise<boolean> {
  const claim = await db.claim.findUnique({
    where: { id: claimId },
    select: { id: true, threadId: true, postId: true, ordinal: true, post: { select: { number: true, status: true } } },
  });
  if (!claim) return false;
  return inTransaction(async (tx) => {
    await lockThread(tx, claim.threadId);
    const { count } = await tx.claim.updateMany({
      where: { id: claimId, authorId, troubledAt: { not: null }, confirmedAt: null },
      data: { confirmedAt: await databaseNow(tx) },
    });
    if (count > 0 && claim.ordinal !== null && claim.post.status === "visible")
      await announceVerdicts(tx, claim.threadId, [claim]);
    return count > 0;
  });
}
