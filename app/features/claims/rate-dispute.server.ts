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

const columns = {
  claimId: true,
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

type Row = Prisma.ClaimDisputeGetPayload<{ select: typeof columns }>;

function agreementFor({ at, claim, ratings }: Row): Agreement {
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

/** How readers of one claim's page rate the evidence against it, by the member who brought it. */
export async function readAgreements(claimId: number): Promise<Map<number, Agreement>> {
  const rows = await db.claimDispute.findMany({ where: { claimId, kind: "disputes" }, select: columns, take: 100 });
  return new Map(rows.map((row) => [row.memberId, agreementFor(row)]));
}

/** Those of these claims against which readers of different sides agree on evidence. */
export async function findAgreedDisputes(claimIds: number[]): Promise<Set<number>> {
  const rows = await db.claimDispute.findMany({
    where: { claimId: { in: claimIds }, kind: "disputes", ratings: { some: {} } },
    select: columns,
  });
  return new Set(rows.flatMap((row) => (agreementFor(row).kind === "agreed" ? [row.claimId] : [])));
}

/** A member's own answers on one claim's page, by the member who brought the evidence. */
export async function findOwnRatings(claimId: number, memberId: number): Promise<Map<number, boolean>> {
  const rows = await db.claimRating.findMany({
    where: { claimId, memberId },
    select: { disputerId: true, agrees: true },
  });
  return new Map(rows.map(({ disputerId, agrees }) => [disputerId, agrees]));
}
