/** A claim as a viewer may know it: what a check found in the last day is its author's alone. */
import type { Viewer } from "~/features/auth/auth";
import type { Prisma } from "~/platform/db.server";
import { isPublic, type ClaimMark, isStatus, wordOf } from "./claim";
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
  correctedFrom: true,
  correctedAt: true,
} as const;

/** The columns of a claim that decide which viewer may see its status. */
type Judged = Pick<
  Prisma.ClaimGetPayload<{ select: typeof columns }>,
  "authorId" | "status" | "troubledAt" | "confirmedAt"
> & {
  verdict: unknown;
  factor: { toString(): string } | null;
  points: { toString(): string } | null;
};

/** A claim as this viewer may see it: a trouble that is not public yet is “unchecked” to everybody but its author. */
export function seenBy(viewer: Viewer, row: Judged, now: Date) {
  const isHeld = !isPublic(row.troubledAt, row.confirmedAt, now);
  const isAuthor = viewer?.id === row.authorId;
  const isHidden = isHeld && !isAuthor;
  const stored = isStatus(row.status) ? row.status : "unchecked";
  const status: Status = isHidden ? "unchecked" : stored;
  const verdict: Verdict = isHidden ? readVerdict({}) : readVerdict(row.verdict);
  const factor = isHidden ? null : (row.factor?.toString() ?? null);
  const points = isHidden ? null : (row.points?.toString() ?? null);
  const word = wordOf(status, factor, points, verdict.atPosting?.isAtLeast ?? false);
  const says =
    (status === "inconsistent" ? smallestOf(verdict)?.says : verdict.atPosting?.says) ?? verdict.obstacle ?? "";
  return { status, verdict, factor, points, word, says, isPrivate: isHeld && isAuthor };
}

/** A row of a ledger. */
export type LedgerRow = ClaimMark &
  LedgerWords & {
    before: string;
    after: string;
    heading: string;
    /** As the link says it, with what its title adds. */
    address: string;
    title: string;
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
  const seen = seenBy(viewer, row, now);
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
    subject,
    metric,
    statedAt: row.statedAt.toISOString(),
    asOf: row.asOf.toISOString(),
    correctedFrom: row.correctedFrom,
    correctedAt: row.correctedAt?.toISOString() ?? null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    post,
    thread,
    author,
  };
}
