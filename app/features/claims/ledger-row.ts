/** A claim as a viewer may know it: what a check found in the last day is its author's alone. */
import type { Viewer } from "~/features/auth/auth";
import type { Prisma } from "~/platform/db.server";
import { isPublic, type ClaimMark, isStatus, publicSince, wordOf } from "./claim";
import { foundInWords, type LedgerWords, ledgerWords } from "./ledger-words";
import type { Status } from "./status";
import { readVerdict, smallestOf, type Verdict } from "./verdict";

const columns = {
  id: true,
  postId: true,
  authorId: true,
  ordinal: true,
  text: true,
  before: true,
  after: true,
  heading: true,
  assertion: true,
  subject: true,
  metricId: true,
  binding: true,
  address: true,
  title: true,
  status: true,
  factor: true,
  points: true,
  verdict: true,
  statedAt: true,
  asOf: true,
  checkedAt: true,
  troubledAt: true,
  confirmedAt: true,
  publicStatus: true,
  publicVerdict: true,
  publicCheckedAt: true,
  correctedFrom: true,
  correctedAt: true,
} as const;

/** The columns of a claim that decide which viewer may see its status. */
type Judged = Pick<
  Prisma.ClaimGetPayload<{ select: typeof columns }>,
  "authorId" | "status" | "checkedAt" | "troubledAt" | "confirmedAt" | "publicStatus" | "publicCheckedAt"
> & {
  verdict: unknown;
  publicVerdict: unknown;
  factor: { toString(): string } | null;
  points: { toString(): string } | null;
};

/** The sentence behind the word. */
function saysOf(status: Status, verdict: Verdict): string {
  const arithmetic =
    status === "inconsistent"
      ? smallestOf(verdict)
      : status === "consistent"
        ? verdict.agreements[0]
        : verdict.atPosting;
  return arithmetic?.says ?? verdict.obstacle ?? "";
}

/**
 * A claim as this viewer may see it. For a day a new trouble is its author's alone: everybody else sees what was public before
 * it, and for a claim that was never checked before the same as while it waits for its check.
 */
export function seenBy(viewer: Viewer, row: Judged, now: Date) {
  const isAuthor = viewer?.id === row.authorId;
  const stored = readVerdict(row.verdict);
  const verdict = isAuthor ? stored : withoutHeld(stored, now);
  const isLeftOpen = row.status === "inconsistent" && verdict.contradictions.length === 0;
  const isHeld = !isPublic(row.troubledAt, row.confirmedAt, now);
  const isHidden = !isAuthor && (isHeld || isLeftOpen);
  const seen = isHidden
    ? { status: row.publicStatus, verdict: readVerdict(row.publicVerdict), checkedAt: row.publicCheckedAt }
    : { status: row.status, verdict, checkedAt: row.checkedAt };
  const status: Status = isStatus(seen.status) ? seen.status : "unchecked";
  const nearest = status === "inconsistent" ? smallestOf(seen.verdict)?.factor : undefined;
  const factor = isHidden ? null : (nearest ?? row.factor?.toString() ?? null);
  const points = isHidden ? null : (row.points?.toString() ?? null);
  return {
    status,
    verdict: seen.verdict,
    checkedAt: seen.checkedAt,
    factor,
    points,
    word: wordOf(status, factor, points, seen.verdict.atPosting?.isAtLeast ?? false),
    says: saysOf(status, seen.verdict),
    isPrivate: isHeld && isAuthor,
    /** A finding that this viewer doesn't see yet. */
    isHidden,
  };
}

/** Without what a check found in the last day about another author's number, too. */
const withoutHeld = (verdict: Verdict, now: Date): Verdict => ({
  ...verdict,
  contradictions: verdict.contradictions.filter(
    ({ isShared, since }) => !isShared || since === null || new Date(since) <= publicSince(now),
  ),
});

/** A row of a ledger. */
export type LedgerRow = ClaimMark &
  LedgerWords & {
    before: string;
    after: string;
    heading: string;
    /** As the link says it, with what its title adds. */
    address: string;
    title: string;
    /** Equal keys state the same number about the same thing; empty where no metric tells them apart. */
    assertion: string;
    subject: string;
    metric: string;
    verdict: Verdict;
    factor: string | null;
    points: string | null;
    statedAt: string;
    asOf: string;
    correctedFrom: string;
    correctedAt: string | null;
    /** Since when the verdict stands; null before the first check. */
    checkedAt: string | null;
    post: { id: number; number: number };
    thread: { id: number; slug: string; title: string };
    author: { handle: string; name: string };
  };

export const withPlace = {
  ...columns,
  post: { select: { id: true, number: true } },
  thread: { select: { id: true, slug: true, title: true } },
  author: { select: { handle: true, name: true } },
} as const;

type Row = Prisma.ClaimGetPayload<{ select: typeof withPlace }>;

/** A row of a ledger as this viewer may see it. */
export function toLedgerRow(row: Row, viewer: Viewer, now: Date): LedgerRow {
  const {
    id,
    postId,
    text,
    before,
    after,
    heading,
    address,
    title,
    subject,
    metricId: metric,
    post,
    thread,
    author,
  } = row;
  const { isHidden: _, checkedAt, ...seen } = seenBy(viewer, row, now);
  const words = ledgerWords({ ...row, ...seen }, now);
  return {
    ...seen,
    found: foundInWords(seen, words),
    ...words,
    id,
    postId,
    ordinal: row.ordinal ?? 0,
    text,
    before,
    after,
    heading,
    address,
    title,
    assertion: subject === "" ? "" : row.assertion,
    subject,
    metric,
    statedAt: row.statedAt.toISOString(),
    asOf: row.asOf.toISOString(),
    correctedFrom: row.correctedFrom,
    correctedAt: row.correctedAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
    post,
    thread,
    author,
  };
}
