/** Stores what judging a claim has found. */
import { lockThread } from "~/features/threads/threads.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { isAuthorFirst } from "./claim";
import type { Comparison } from "./compare";
import { seenBy } from "./ledger-row";
import { announceVerdict, tellWhenPublic } from "./tell-public.server";
import type { OpenClaim } from "./open-claims.server";
import { outcomeInWords } from "./says";
import type { Status } from "./status";
import { type Observed, readVerdict, smallestOf, type Verdict } from "./verdict";

export type Judged = {
  verdict: Verdict;
  status: Status;
  atPosting: Comparison | null;
  isReconstructed: boolean;
  taken: Observed | null;
};

/** A finding against a claim, or the end of one, which its author hears before anybody else. */
export type Trouble = {
  claimId: number;
  postId: number;
  authorId: number;
  text: string;
  status: Status;
  /** The finding that no longer stands, where no other took its place; else null. */
  ended: Status | null;
  factor: string | null;
  points: string | null;
  isAtLeast: boolean;
  /** The sentence with the arithmetic; empty where people found it. */
  says: string;
};

export type Stored =
  /** Written, or as it stood. */
  | "stored"
  /** Another word waits for a second run to say the same. */
  | "waits"
  /** An edit or another run came in between: nothing was written. */
  | "overtaken";

/** Words between which the newest data alone decides. */
const followData: Status[][] = [
  ["holds", "moved"],
  ["off", "came-true"],
];
/** An author is told when a claim comes to one of these, goes from one to another, or is rid of it. */
const told = new Set<string>(["off", "inconsistent", "not-in-source", "disputed"] satisfies Status[]);

/** How far a number is from what it is compared with: a factor, or a difference of ratios; null where its word names none. */
export function distanceOf(status: Status, verdict: Verdict) {
  if (status === "inconsistent") return { factor: smallestOf(verdict)?.factor ?? null, points: null };
  const check = status === "off" ? verdict.atPosting : null;
  return { factor: check?.factor ?? null, points: check?.points ?? null };
}

/** Writes what changed. A word that only the newest data changes is believed when a second run says the same. */
export async function storeVerdict(
  row: OpenClaim,
  { verdict, status, atPosting, isReconstructed, taken }: Judged,
  now: Date,
  tell: (tx: Tx, trouble: Trouble) => Promise<void>,
): Promise<Stored> {
  const isFirst = row.checkedAt === null;
  const before = row.status as Status;
  const isByDataAlone =
    before !== status && followData.some((words) => words.includes(before) && words.includes(status));
  const waits = !isFirst && isByDataAlone && row.pendingStatus !== status;
  const next = waits ? before : status;
  const { factor, points } = distanceOf(next, verdict);
  const troubledAt = isAuthorFirst(next) ? (row.troubledAt ?? (isFirst && row.isBackdated ? row.statedAt : now)) : null;
  const pendingStatus = waits ? status : "";
  // For a day everybody but the author sees what was public before.
  const isNewTrouble = troubledAt !== null && row.troubledAt === null && !isFirst;
  const isSame =
    !isFirst &&
    before === next &&
    row.pendingStatus === pendingStatus &&
    JSON.stringify(readVerdict(row.verdict)) === JSON.stringify(verdict);
  if (isSame) return waits ? "waits" : "stored";

  const data = {
    status: next,
    pendingStatus,
    factor,
    points,
    verdict,
    troubledAt,
    checkedAt: now,
    // A later trouble is the author's first again.
    ...(troubledAt === null && { confirmedAt: null }),
    ...(isNewTrouble && {
      publicStatus: before,
      publicVerdict: readVerdict(row.verdict),
      publicCheckedAt: row.checkedAt,
    }),
  };
  const isSeenByAll = seenBy(null, row, now).word !== seenBy(null, { ...row, ...data }, now).word;

  return inTransaction(async (tx) => {
    // Threads are locked before other rows.
    if (isSeenByAll) await lockThread(tx, row.threadId);
    // Store the verdict only on the row as it was read: an edit or another run since then has changed one of these columns.
    const { count } = await tx.claim.updateMany({
      where: {
        id: row.id,
        text: row.text,
        address: row.address,
        statedAt: row.statedAt,
        checkedAt: row.checkedAt,
        status: row.status,
        ordinal: { not: null },
      },
      data,
    });
    if (count === 0) return "overtaken";
    if (isSeenByAll) await announceVerdict(tx, row, { isOld: isFirst && row.isBackdated });
    if (troubledAt !== null && row.troubledAt === null) await tellWhenPublic(tx, row.id, troubledAt, now);
    if (taken)
      await tx.claimSnapshot.createMany({
        data: [{ claimId: row.id, takenAt: now, observed: taken, isReconstructed }],
        skipDuplicates: true,
      });
    if (!isFirst && before === next) return waits ? "waits" : "stored";

    const says = saysOf(next, verdict, atPosting);
    await tx.claimCheck.create({
      data: { claimId: row.id, at: now, status: next, says: (says || next).slice(0, 600) },
    });
    if (told.has(next) || told.has(before)) {
      const { id: claimId, postId, authorId, text } = row;
      const isAtLeast = verdict.atPosting?.isAtLeast ?? false;
      const ended = told.has(next) ? null : before;
      await tell(tx, { claimId, postId, authorId, text, status: next, ended, factor, points, isAtLeast, says });
    }
    return waits ? "waits" : "stored";
  });
}

const saysOf = (status: Status, verdict: Verdict, atPosting: Comparison | null) => {
  if (status === "not-in-source") return "Two members or more did not find it in the sources cited for it.";
  if (status === "disputed") return "Readers with different declared interests agree with evidence against it.";
  const arithmetic =
    status === "inconsistent"
      ? smallestOf(verdict)?.says
      : status === "consistent"
        ? verdict.agreements[0]?.says
        : null;
  return (
    arithmetic ??
    verdict.atPosting?.says ??
    verdict.contradictions[0]?.says ??
    verdict.obstacle ??
    (atPosting ? outcomeInWords(atPosting) : (verdict.now?.says ?? ""))
  );
};
