/** Stores what judging the claims of a thread has found. */
import { lockThread } from "~/features/threads/threads.server";
import { inTransaction, Prisma, type Tx } from "~/platform/db.server";
import { isAuthorFirst } from "./claim";
import type { Comparison } from "./compare";
import { seenBy } from "./ledger-row";
import { announceVerdicts, tellWhenPublic } from "./tell-public.server";
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

/** Tells the authors of claims what their checks found, in the transaction that stores it. */
export type TellAuthors = (tx: Tx, troubles: Trouble[]) => Promise<void>;

/** So many claims are written in one transaction. */
const atOnce = 100;
/** So many where open pages are told, because nobody can write in the thread meanwhile. */
const atOnceTold = 20;

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

/**
 * Writes what changed about claims of one thread. A word that only the newest data changes is believed when a second run says the
 * same. Answers whether one waits for that, or an edit or another run came in between: then nothing was written of it.
 */
export async function storeVerdicts(
  threadId: number,
  judged: { row: OpenClaim; judged: Judged }[],
  now: Date,
  tell: TellAuthors,
): Promise<{ isUnsettled: boolean }> {
  const changes = judged.map(({ row, judged: found }) => changeOf(row, found, now));
  let isUnsettled = changes.some(({ waits }) => waits);
  const different = changes.filter(({ isSame }) => !isSame);
  const slices = [
    ...slicesOf(
      different.filter(({ isSeenByAll }) => isSeenByAll),
      atOnceTold,
    ),
    ...slicesOf(
      different.filter(({ isSeenByAll }) => !isSeenByAll),
      atOnce,
    ),
  ];
  for (const some of slices) {
    const written = await inTransaction((tx) => write(tx, threadId, some, now, tell));
    isUnsettled ||= written < some.length;
  }
  return { isUnsettled };
}

const slicesOf = (changes: Change[], size: number): Change[][] =>
  Array.from({ length: Math.ceil(changes.length / size) }, (_, index) =>
    changes.slice(index * size, (index + 1) * size),
  );

type Change = ReturnType<typeof changeOf>;

function changeOf(row: OpenClaim, judged: Judged, now: Date) {
  const { verdict, status } = judged;
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
  const after = {
    ...row,
    status: next,
    factor,
    points,
    verdict,
    troubledAt,
    checkedAt: now,
    // A later trouble is the author's first again.
    ...(troubledAt === null && { confirmedAt: null }),
    ...(isNewTrouble && { publicStatus: before, publicVerdict: row.verdict, publicCheckedAt: row.checkedAt }),
  };
  const isSeenByAll = !isSame && seenBy(null, row, now).word !== seenBy(null, after, now).word;
  return {
    ...judged,
    row,
    isFirst,
    before,
    waits,
    next,
    factor,
    points,
    troubledAt,
    pendingStatus,
    isNewTrouble,
    isSame,
    isSeenByAll,
  };
}

/** Answers how many were written: those that no edit and no other run has changed since they were read. */
async function write(tx: Tx, threadId: number, changes: Change[], now: Date, tell: TellAuthors): Promise<number> {
  // Threads are locked before other rows.
  if (changes.some(({ isSeenByAll }) => isSeenByAll)) await lockThread(tx, threadId);
  const ids = await update(tx, changes, now);
  const written = changes.filter(({ row }) => ids.has(row.id));
  const publicNow = written.filter(({ isSeenByAll }) => isSeenByAll);
  await announceVerdicts(
    tx,
    threadId,
    publicNow.map(({ row, isFirst }) => ({ ...row, isOld: isFirst && row.isBackdated })),
  );
  const troubled = written.flatMap(({ row, troubledAt }) =>
    troubledAt !== null && row.troubledAt === null ? [{ claimId: row.id, troubledAt }] : [],
  );
  await tellWhenPublic(tx, troubled, now);
  await tx.claimSnapshot.createMany({
    data: written.flatMap(({ row, taken, isReconstructed }) =>
      taken ? [{ claimId: row.id, takenAt: now, observed: taken, isReconstructed }] : [],
    ),
    skipDuplicates: true,
  });
  const worded = written
    .filter(({ isFirst, before, next }) => isFirst || before !== next)
    .map((change) => ({ ...change, says: saysOf(change.next, change.verdict, change.atPosting) }));
  await tx.claimCheck.createMany({
    data: worded.map(({ row, next, says }) => ({
      claimId: row.id,
      at: now,
      status: next,
      says: (says || next).slice(0, 600),
    })),
  });
  const troubles = worded.filter(({ before, next }) => told.has(next) || told.has(before)).map(troubleOf);
  if (troubles.length > 0) await tell(tx, troubles);
  return written.length;
}

const troubleOf = ({ row, verdict, before, next, factor, points, says }: Change & { says: string }): Trouble => ({
  claimId: row.id,
  postId: row.postId,
  authorId: row.authorId,
  text: row.text,
  status: next,
  ended: told.has(next) ? null : before,
  factor,
  points,
  isAtLeast: verdict.atPosting?.isAtLeast ?? false,
  says,
});

/**
 * Stores each verdict only on the row as it was read: an edit or another run since then has changed one of these columns, or
 * holds the row now. Nobody is waited for who may hold one row and wait for another.
 * One statement whose text never changes; the ids that it wrote.
 */
async function update(tx: Tx, changes: Change[], now: Date): Promise<Set<number>> {
  const rows = changes.map(({ row, verdict, next, factor, points, troubledAt, pendingStatus, isNewTrouble }) => ({
    id: row.id,
    text: row.text,
    address: row.address,
    statedAt: row.statedAt,
    checkedBefore: row.checkedAt,
    before: row.status,
    next,
    pendingStatus,
    factor,
    points,
    verdict,
    troubledAt,
    isNewTrouble,
  }));
  const written = await tx.$queryRaw<{ id: number }[]>(Prisma.sql`
    update "Claim" c set "status" = t."next", "pendingStatus" = t."pendingStatus", "factor" = t."factor", "points" = t."points",
      "verdict" = t."verdict", "troubledAt" = t."troubledAt", "checkedAt" = ${now},
      "confirmedAt" = case when t."troubledAt" is null then null else c."confirmedAt" end,
      "publicStatus" = case when t."isNewTrouble" then c."status" else c."publicStatus" end,
      "publicVerdict" = case when t."isNewTrouble" then c."verdict" else c."publicVerdict" end,
      "publicCheckedAt" = case when t."isNewTrouble" then c."checkedAt" else c."publicCheckedAt" end
    from json_to_recordset(${JSON.stringify(rows)}::json) as t("id" int, "text" text, "address" text, "statedAt" timestamptz,
      "checkedBefore" timestamptz, "before" text, "next" text, "pendingStatus" text, "factor" numeric, "points" numeric,
      "verdict" jsonb, "troubledAt" timestamptz, "isNewTrouble" boolean)
    where c."id" in (select "id" from "Claim" where "id" = any(${changes.map(({ row }) => row.id)}::int[]) order by "id"
        for no key update skip locked)
      and c."id" = t."id" and c."text" = t."text" and c."address" = t."address" and c."statedAt" = t."statedAt"
      and c."checkedAt" is not distinct from t."checkedBefore" and c."status" = t."before" and c."ordinal" is not null
    returning c."id"`);
  return new Set(written.map(({ id }) => id));
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
