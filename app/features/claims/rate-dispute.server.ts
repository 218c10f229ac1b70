/** Whether readers agree with evidence against a claim. */
import type { Member } from "~/features/auth/auth";
import { databaseNow, db, inTransaction, type Prisma } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { type Agreement, agreementOf, type Rating } from "./agreement";

type Given = { claimId: number; disputerId: number; by: Member; agrees: boolean };
export type Rated = { ok: true } | { ok: false; reason: "no-such-evidence" | "own" };

/**
 * Stores whether a member agrees with somebody's evidence against a claim; a second answer replaces the first. The claim's
 * author and whoever brought the evidence don't rate it.
 */
export async function rateDispute({ claimId, disputerId, by, agrees }: Given): Promise<Rated> {
  return inTransaction(async (tx) => {
    const dispute = await tx.claimDispute.findFirst({
      where: { claimId, memberId: disputerId, kind: "disputes" },
      select: { claim: { select: { authorId: true, threadId: true } } },
    });
    if (!dispute) return { ok: false, reason: "no-such-evidence" };
    if (disputerId === by.id || dispute.claim.authorId === by.id) return { ok: false, reason: "own" };
    const at = await databaseNow(tx);
    await tx.claimRating.upsert({
      where: { claimId_disputerId_memberId: { claimId, disputerId, memberId: by.id } },
      create: { claimId, disputerId, memberId: by.id, agrees, at },
      update: { agrees, at },
    });
    await enqueue(tx, "claims.judge", { threadId: dispute.claim.threadId });
    return { ok: true };
  });
}

/** The columns of evidence from which follows how readers agree with it. */
export const ratedColumns = {
  memberId: true,
  at: true,
  claim: { select: { authorId: true } },
  ratings: {
    where: { member: { suspendedAt: null } },
    select: {
      memberId: true,
      agrees: true,
      member: { select: { joinedAt: true, disclosures: { select: { tagId: true } } } },
    },
    orderBy: { memberId: "asc" },
  },
} satisfies Prisma.ClaimDisputeSelect;

type Row = Prisma.ClaimDisputeGetPayload<{ select: typeof ratedColumns }>;

/** How readers with different interests agree with this evidence. */
export function agreementFor({ at, claim, ratings }: Row): Agreement {
  const counted = ratings
    .filter(({ memberId }) => memberId !== claim.authorId)
    .map(({ memberId, agrees, member }): Rating => ({
      memberId,
      agrees,
      joinedAt: member.joinedAt,
      interests: member.disclosures.map(({ tagId }) => tagId),
    }));
  return agreementOf(counted, at);
}

/** Those of these claims against which readers of different sides agree on evidence. */
export async function findAgreedDisputes(claimIds: number[]): Promise<Set<number>> {
  const rows = await db.claimDispute.findMany({
    where: { claimId: { in: claimIds }, kind: "disputes", ratings: { some: {} } },
    select: { ...ratedColumns, claimId: true },
  });
  return new Set(rows.flatMap((row) => (agreementFor(row).kind === "agreed" ? [row.claimId] : [])));
}
