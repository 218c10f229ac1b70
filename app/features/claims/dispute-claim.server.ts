import type { z } from "zod";
import { databaseNow, db } from "~/platform/db.server";
import type { DisputeForm } from "./dispute-form";

export type Evidence = {
  kind: "disputes" | "supports";
  reason: string;
  source: string;
  at: string;
  by: { handle: string; name: string };
};

/** Notes a member's evidence on a claim; the same member again replaces it. It changes no status by itself. */
export async function disputeClaim(
  claimId: number,
  memberId: number,
  form: z.output<typeof DisputeForm>,
): Promise<void> {
  const at = await databaseNow();
  await db.claimDispute.upsert({
    where: { claimId_memberId: { claimId, memberId } },
    create: { claimId, memberId, at, ...form },
    update: { at, ...form },
  });
}

/** What readers brought for and against a claim, the newest first; at most 100. */
export async function listEvidence(claimId: number): Promise<Evidence[]> {
  const rows = await db.claimDispute.findMany({
    where: { claimId },
    select: { kind: true, reason: true, source: true, at: true, member: { select: { handle: true, name: true } } },
    orderBy: { at: "desc" },
    take: 100,
  });
  return rows.map(({ member, at, ...evidence }) => ({ ...evidence, at: at.toISOString(), by: member }));
}

/** Its author agrees that a claim is off or inconsistent: everybody sees it from now on. False when there is nothing to confirm. */
export async function confirmTrouble(claimId: number, authorId: number): Promise<boolean> {
  const { count } = await db.claim.updateMany({
    where: { id: claimId, authorId, troubledAt: { not: null }, confirmedAt: null },
    data: { confirmedAt: await databaseNow() },
  });
  return count > 0;
}
