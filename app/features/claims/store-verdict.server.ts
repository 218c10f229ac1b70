/** Stores what judging a claim has found. */
import { db } from "~/platform/db.server";
import type { Comparison } from "./compare";
import type { OpenClaim } from "./open-claims.server";
import { outcomeInWords } from "./says";
import type { Status } from "./status";
import { type Observed, readVerdict, type Verdict } from "./verdict";

export type Judged = {
  verdict: Verdict;
  status: Status;
  atPosting: Comparison | null;
  isReconstructed: boolean;
  taken: Observed | null;
};

const followData = new Set<string>(["holds", "moved", "came-true", "stale"] satisfies Status[]);
const troubled = new Set<Status>(["off", "inconsistent"]);

/** Writes what changed. A word that only the newest data changes is believed when a second run says the same. */
export async function storeVerdict(
  row: OpenClaim,
  { verdict, status, atPosting, isReconstructed, taken }: Judged,
  now: Date,
) {
  const isFirst = row.checkedAt === null;
  const followsData = followData.has(row.status) && followData.has(status) && row.status !== status;
  const waits = !isFirst && followsData && row.pendingStatus !== status;
  const next = waits ? (row.status as Status) : status;
  const isTroubled = troubled.has(next);
  const troubledAt = isTroubled ? (row.troubledAt ?? (isReconstructed ? row.statedAt : now)) : null;
  const smallest = verdict.contradictions.toSorted((a, b) => Number(a.factor) - Number(b.factor))[0];
  const factor = next === "off" ? verdict.atPosting?.factor : next === "inconsistent" ? smallest?.factor : null;
  const data = {
    status: next,
    pendingStatus: waits ? status : "",
    factor: factor ?? null,
    points: next === "off" ? (verdict.atPosting?.points ?? null) : null,
    verdict,
    troubledAt,
  };
  const isSame =
    !isFirst &&
    row.status === next &&
    row.pendingStatus === data.pendingStatus &&
    JSON.stringify(readVerdict(row.verdict)) === JSON.stringify(verdict);
  if (isSame) return;
  await db.claim.update({ where: { id: row.id }, data: { ...data, checkedAt: now } });
  if (taken)
    await db.claimSnapshot.upsert({
      where: { claimId: row.id },
      create: { claimId: row.id, takenAt: now, observed: taken, isReconstructed },
      update: {},
    });
  if (isFirst || row.status !== next)
    await db.claimCheck.create({
      data: { claimId: row.id, at: now, status: next, says: (saysOf(verdict, atPosting) || next).slice(0, 600) },
    });
}

const saysOf = (verdict: Verdict, atPosting: Comparison | null) =>
  verdict.atPosting?.says ??
  verdict.contradictions[0]?.says ??
  verdict.obstacle ??
  (atPosting ? outcomeInWords(atPosting) : "");
