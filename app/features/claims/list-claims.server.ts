/** Claims as pages show them. What a check found in the last day is shown to the claim's author alone. */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { databaseNow, db, Prisma } from "~/platform/db.server";
import { isPublic, type ClaimMark, isStatus, wordOf } from "./claim";
import { readClaimAddress } from "./claim-address";
import { foundInWords, type LedgerWords, ledgerWords } from "./ledger-words";
import { proposeCorrection } from "./propose-correction";
import { decimal } from "./rational";
import type { Status } from "./status";
import { readVerdict, type Verdict } from "./verdict";

const columns = {
  id: true,
  postId: true,
  authorId: true,
  ordinal: true,
  text: true,
  before: true,
  after: true,
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

type Row = Prisma.ClaimGetPayload<{ select: typeof columns }>;

/** What this viewer may know of a claim: a trouble that is not public yet reads as unchecked to everybody but its author. */
function seenBy(viewer: Viewer, row: Row, now: Date) {
  const isHeld = !isPublic(row.troubledAt, row.confirmedAt, now);
  const isAuthor = viewer?.id === row.authorId;
  const isHidden = isHeld && !isAuthor;
  const stored = isStatus(row.status) ? row.status : "unchecked";
  const status: Status = isHidden ? "unchecked" : stored;
  const verdict: Verdict = isHidden ? readVerdict({}) : readVerdict(row.verdict);
  const factor = isHidden ? null : (row.factor?.toString() ?? null);
  const points = isHidden ? null : (row.points?.toString() ?? null);
  const word = wordOf(status, factor, points, verdict.atPosting?.isAtLeast ?? false);
  const smallest = verdict.contradictions.toSorted((a, b) => Number(a.factor) - Number(b.factor))[0];
  const says = (status === "inconsistent" ? smallest?.says : verdict.atPosting?.says) ?? verdict.obstacle ?? "";
  return { status, verdict, factor, points, word, says, isPrivate: isHeld && isAuthor };
}

/** The marks of these posts' claims by post, in the order of their places. One query. */
export async function listMarks(postIds: number[], viewer: Viewer): Promise<Map<number, ClaimMark[]>> {
  const marks = new Map<number, ClaimMark[]>();
  if (postIds.length === 0) return marks;
  const rows = await db.claim.findMany({
    where: { postId: { in: postIds }, ordinal: { not: null } },
    select: columns,
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
  });
  if (rows.length === 0) return marks;
  const now = await databaseNow();
  for (const row of rows) {
    const seen = seenBy(viewer, row, now);
    const { status, word, says, isPrivate } = seen;
    const mark = {
      id: row.id,
      postId: row.postId,
      ordinal: row.ordinal!,
      text: row.text,
      status,
      word,
      says,
      found: foundInWords({ ...row, ...seen }, now),
      isPrivate,
    };
    marks.set(row.postId, [...(marks.get(row.postId) ?? []), mark]);
  }
  return marks;
}

/** A row of a ledger. */
export type LedgerRow = ClaimMark &
  LedgerWords & {
    before: string;
    after: string;
    subject: string;
    metric: string;
    verdict: Verdict;
    factor: string | null;
    points: string | null;
    statedAt: string;
    asOf: string;
    correctedFrom: string;
    correctedAt: string | null;
    post: { id: number; number: number };
    thread: { id: number; slug: string; title: string };
    author: { handle: string; name: string };
  };

const withPlace = {
  ...columns,
  post: { select: { id: true, number: true } },
  thread: { select: { id: true, slug: true, title: true } },
  author: { select: { handle: true, name: true } },
} as const;

function toLedgerRow(row: Prisma.ClaimGetPayload<{ select: typeof withPlace }>, viewer: Viewer, now: Date): LedgerRow {
  const { id, postId, text, before, after, subject, metricId: metric, post, thread, author } = row;
  const seen = seenBy(viewer, row, now);
  return {
    ...seen,
    found: foundInWords({ ...row, ...seen }, now),
    ...ledgerWords({ ...row, ...seen }, now),
    id,
    postId,
    ordinal: row.ordinal ?? 0,
    text,
    before,
    after,
    subject,
    metric,
    statedAt: row.statedAt.toISOString(),
    asOf: row.asOf.toISOString(),
    correctedFrom: row.correctedFrom,
    correctedAt: row.correctedAt?.toISOString() ?? null,
    post,
    thread,
    author,
  };
}

const readable = (viewer: Viewer) => ({ post: { ...visibleTo(viewer), thread: visibleTo(viewer) } });

/** The ledger of a thread, in the order of its posts; at most 1,000 rows. */
export async function listThreadClaims(threadId: number, viewer: Viewer): Promise<LedgerRow[]> {
  const rows = await db.claim.findMany({
    where: { threadId, ordinal: { not: null }, ...readable(viewer) },
    select: withPlace,
    orderBy: [{ post: { number: "asc" } }, { ordinal: "asc" }],
    take: 1_000,
  });
  const now = await databaseNow();
  return rows.map((row) => toLedgerRow(row, viewer, now));
}

export type ClaimQuery = {
  status?: Status;
  subject?: string;
  metric?: string;
  tag?: string;
  thread?: number;
  before?: number;
};

export const claimsOnPage = 50;

/** The newest claims of the whole site that fit, and the id to go on from; null at the end. */
export async function listClaims(
  query: ClaimQuery,
  viewer: Viewer,
): Promise<{ claims: LedgerRow[]; next: number | null }> {
  const now = await databaseNow();
  const day = new Date(now.getTime() - 86_400_000);
  const isPublicNow = { OR: [{ troubledAt: null }, { troubledAt: { lte: day } }, { confirmedAt: { not: null } }] };
  const rows = await db.claim.findMany({
    where: {
      ordinal: { not: null },
      ...readable(viewer),
      ...(query.subject && { subject: query.subject }),
      ...(query.metric && { metricId: query.metric }),
      ...(query.thread && { threadId: query.thread }),
      ...(query.tag && { thread: { tags: { some: { tag: { slug: query.tag } } } } }),
      // A filter by status never tells what only the author may know.
      ...(query.status && { status: query.status, AND: [isPublicNow] }),
      ...(query.before && { id: { lt: query.before } }),
    },
    select: withPlace,
    orderBy: { id: "desc" },
    take: claimsOnPage + 1,
  });
  const claims = rows.slice(0, claimsOnPage).map((row) => toLedgerRow(row, viewer, now));
  return { claims, next: rows.length > claimsOnPage ? (claims.at(-1)?.id ?? null) : null };
}

export type ClaimPage = LedgerRow & {
  history: { at: string; status: Status; says: string }[];
  others: { id: number; text: string }[];
  isReconstructed: boolean;
  takenAt: string | null;
  isAuthor: boolean;
  /** For its author: the claim's words with the value observed at posting; null where there is none. */
  proposal: string | null;
};

/** One claim with its history and the claims that its arithmetic names; null when this viewer may not read it. */
export async function findClaim(id: number, viewer: Viewer): Promise<ClaimPage | null> {
  const row = await db.claim.findFirst({
    where: { id, ...readable(viewer) },
    select: {
      ...withPlace,
      address: true,
      title: true,
      snapshot: { select: { takenAt: true, isReconstructed: true } },
      checks: { select: { at: true, status: true, says: true }, orderBy: { id: "desc" }, take: 50 },
    },
  });
  if (!row) return null;
  const now = await databaseNow();
  const shown = toLedgerRow(row, viewer, now);
  const isHidden = !isPublic(row.troubledAt, row.confirmedAt, now) && viewer?.id !== row.authorId;
  const ids = [...new Set(shown.verdict.contradictions.flatMap(({ claims }) => claims))].filter(
    (other) => other !== id,
  );
  const others = await db.claim.findMany({
    where: { id: { in: ids }, ...readable(viewer) },
    select: { id: true, text: true },
    orderBy: { id: "asc" },
  });
  return {
    ...shown,
    others,
    isReconstructed: row.snapshot?.isReconstructed ?? false,
    takenAt: row.snapshot?.takenAt.toISOString() ?? null,
    isAuthor: viewer?.id === row.authorId,
    proposal: viewer?.id === row.authorId ? proposalFor(row, shown.verdict) : null,
    history: isHidden
      ? []
      : row.checks.map(({ at, status, says }) => ({
          at: at.toISOString(),
          status: isStatus(status) ? status : "unchecked",
          says,
        })),
  };
}

function proposalFor({ text, address, title }: { text: string; address: string; title: string }, verdict: Verdict) {
  const check = verdict.atPosting;
  const read = readClaimAddress(address, title);
  if (!check || check.outcome !== "off" || !read.ok) return null;
  const { lo, hi } = check.observed;
  return proposeCorrection(text, read.address.unit, {
    lo: lo === null ? null : decimal(lo),
    hi: hi === null ? null : decimal(hi),
  });
}
