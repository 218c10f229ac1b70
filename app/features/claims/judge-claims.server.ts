/** Judges the claims of a thread: against data at posting and now, and against one another. Run again, it says the same. */
import { listGroupMembers } from "~/features/chains/chains.server";
import { findSubject } from "~/features/series/series.server";
import { databaseNow, db } from "~/platform/db.server";
import { type ClaimAddress, readClaimAddress } from "./claim-address";
import { type Comparison, compareWith } from "./compare";
import { type Contradiction, findContradictions, smallestFor, type Statement } from "./consistency";
import { type Interval, type Stated, statedInterval } from "./interval";
import { lastKnownDay, observe, type Observation } from "./observe.server";
import { aboutOf, quantityOf } from "./place-claims.server";
import type { Quantity } from "./quantity";
import { decimal, toDecimal } from "./rational";
import { checkSays, contradictionSays, outcomeInWords } from "./says";
import { type Status, statusOf } from "./status";
import { type Dimension, dimensionWords } from "./units";
import { type Check, Observed, readVerdict, type Verdict } from "./verdict";

/** A check this long after posting took its values from records of those days. */
const promptly = 36 * 3_600_000;
const authorFirst = 24 * 3_600_000;
/** A claim in the present tense without a date is of its year. */
const presentFor = 365 * 86_400_000;

const columns = {
  id: true,
  postId: true,
  authorId: true,
  text: true,
  address: true,
  title: true,
  statedAt: true,
  asOf: true,
  status: true,
  pendingStatus: true,
  checkedAt: true,
  troubledAt: true,
  correctedAt: true,
  verdict: true,
  snapshot: { select: { observed: true } },
} as const;

type Row = Awaited<ReturnType<typeof openClaims>>[number];

const openClaims = (threadId: number) =>
  db.claim.findMany({
    where: { threadId, ordinal: { not: null }, post: { status: "visible" } },
    select: columns,
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
  });

type Subject = {
  row: Row;
  address: ClaimAddress;
  quantity: Quantity | null;
  stated: Stated | null;
  obstacle: string | null;
};

/** Threads with open claims after `threadId`, in order: the nightly round goes through all. */
export async function threadsWithClaims(after: number, take: number): Promise<number[]> {
  const rows = await db.claim.findMany({
    where: { ordinal: { not: null }, threadId: { gt: after } },
    distinct: ["threadId"],
    select: { threadId: true },
    orderBy: { threadId: "asc" },
    take,
  });
  return rows.map(({ threadId }) => threadId);
}

/** Judges every open claim of a thread and stores what changed. */
export async function judgeThread(threadId: number): Promise<void> {
  const now = await databaseNow();
  const subjects = (await openClaims(threadId)).flatMap(readSubject);
  const contradictions = findContradictions(subjects.flatMap(statementOf), await membership(subjects));
  const nameOf = await namesOf(subjects);
  const textOf = (id: number) => subjects.find(({ row }) => row.id === id)?.row.text ?? "";
  for (const subject of subjects) {
    const verdict = await verdictOf(subject, subjects, contradictions, { textOf, nameOf }, now);
    await store(subject, verdict, now);
  }
}

function readSubject(row: Row): Subject[] {
  const read = readClaimAddress(row.address, row.title);
  if (!read.ok) return [];
  const { address } = read;
  const quantity = quantityOf(row.text, "", address.unit);
  const stated = quantity && statedInterval(quantity, quantity.unit ?? usualUnit(address));
  return [{ row, address, quantity, stated, obstacle: obstacleOf(address, quantity, stated) }];
}

/** The unit that a bare number beside a metric means. */
function usualUnit({ binding }: ClaimAddress): string | null {
  if (binding.kind === "share" || binding.kind === "change") return "%";
  if (binding.kind === "multiple") return "×";
  if (binding.kind !== "level") return null;
  return (
    { tps: "tx/s", uops: "uop/s", "tx-per-day": "tx/d", mgas: "Mgas/s", tvs: "USD", tvl: "USD" }[
      binding.series.metric as string
    ] ?? null
  );
}

const dimensionOf: Record<string, Dimension> = {
  tps: "tx-rate",
  "tx-per-day": "tx-rate",
  uops: "uop-rate",
  mgas: "gas-rate",
  tvs: "usd",
  tvl: "usd",
  "active-addresses": "count",
  "chain-count": "count",
  "block-time": "time",
  "safe-lag": "time",
  "finalized-lag": "time",
  "base-fee": "ether-per-gas",
  "blob-base-fee": "ether-per-gas",
  share: "ratio",
  "scaling-factor": "multiple",
};

/** Why a number can't be compared with its metric, in a sentence; null when it can. */
function obstacleOf({ binding }: ClaimAddress, quantity: Quantity | null, stated: Stated | null): string | null {
  if (binding.kind === "declared" || binding.kind === "forecast") return null;
  if (!quantity) return "No single number can be read from these words.";
  if (!stated) return 'The number has no unit that we know: add it to the link, as in "unit=tx/d".';
  const wanted: Dimension | undefined =
    binding.kind === "share" || binding.kind === "change"
      ? "ratio"
      : binding.kind === "multiple"
        ? "multiple"
        : dimensionOf[binding.series.metric];
  // A fee is in dollars or in ether, as its definitions are.
  if (!wanted || stated.dimension === wanted) return null;
  return `The words state ${dimensionWords[stated.dimension]}, and the metric measures ${dimensionWords[wanted]}: the two are not compared.`;
}

/** What a claim says in the arithmetic between claims. */
function statementOf({ row, address: { binding }, stated, obstacle }: Subject): Statement[] {
  if (!stated || obstacle || binding.kind === "declared" || binding.kind === "forecast" || binding.kind === "change")
    return [];
  const { subject, metric } = binding.series;
  const measure = metric === "tps" || metric === "tx-per-day" ? "transactions" : metric;
  const common = { claimId: row.id, subject, measure, asOf: row.asOf, exact: stated.exact, wide: stated.wide };
  if (binding.kind === "level") return [{ ...common, relation: { kind: "level" } }];
  if (binding.kind === "share") return [{ ...common, relation: { kind: "share", of: binding.of.subject } }];
  return [{ ...common, relation: { kind: "multiple", over: binding.over.subject } }];
}

const slugsOf = (subjects: Subject[]) =>
  new Set(
    subjects.flatMap(({ address: { binding } }) => {
      if (!("series" in binding) || !binding.series) return [];
      if (binding.kind === "share") return [binding.series.subject, binding.of.subject];
      if (binding.kind === "multiple") return [binding.series.subject, binding.over.subject];
      return [binding.series.subject];
    }),
  );

/** Whether one subject is a member of another, by the registry's groups. */
async function membership(subjects: Subject[]) {
  const groups = new Map<string, Set<string>>();
  for (const name of slugsOf(subjects)) {
    const members = await listGroupMembers(name);
    if (members) groups.set(name, new Set(members.map(({ slug }) => slug)));
  }
  return (part: string, whole: string) => groups.get(whole)?.has(part) ?? false;
}

/** The names of all subjects that these claims speak of. */
async function namesOf(subjects: Subject[]): Promise<(subject: string) => string> {
  const names = new Map<string, string>();
  for (const slug of slugsOf(subjects)) names.set(slug, (await findSubject(slug))?.name ?? slug);
  return (subject) => names.get(subject) ?? subject;
}

type Judged = {
  verdict: Verdict;
  status: Status;
  atPosting: Comparison | null;
  isReconstructed: boolean;
  taken: Observed | null;
};

async function verdictOf(
  subject: Subject,
  all: Subject[],
  contradictions: Contradiction[],
  { textOf, nameOf }: { textOf: (id: number) => string; nameOf: (subject: string) => string },
  now: Date,
): Promise<Judged> {
  const { row, address, quantity, stated, obstacle } = subject;
  const direction = quantity?.direction ?? null;
  const isComparable = stated !== null && obstacle === null;
  const kept = row.snapshot && Observed.safeParse(row.snapshot.observed);
  const then = kept?.success
    ? { observed: kept.data, interval: intervalOf(kept.data) }
    : isComparable
      ? await observe(address.binding, row.asOf, direction)
      : null;
  const today = isComparable ? await observe(address.binding, now, direction) : null;
  const atPosting = isComparable && then ? compareWith(stated.wide, then.interval, stated.dimension) : null;
  const atNow = isComparable && today ? compareWith(stated.wide, today.interval, stated.dimension) : null;
  const own = contradictions.filter(({ marked }) => marked.includes(row.id));
  const smallest = smallestFor(row.id, contradictions);
  const { binding } = address;
  const isDated = "asOf" in binding && binding.asOf !== null;
  const status = statusOf({
    isCorrected: row.correctedAt !== null,
    atPosting: atPosting?.outcome === "undecided" ? null : atPosting,
    now: atNow?.outcome === "undecided" ? null : atNow,
    contradiction: smallest,
    isNotInSource: false,
    obstacle,
    basis:
      binding.kind === "forecast"
        ? "forecast"
        : binding.kind === "declared"
          ? binding.isFirstParty
            ? "first-party"
            : "none"
          : "metric",
    hasSource: false,
    isStale: !isDated && binding.kind !== "change" && now.getTime() - row.statedAt.getTime() > presentFor,
    outcome: null,
  });
  const check = (observation: Observation | null, comparison: Comparison | null): Check | null =>
    observation && comparison && stated
      ? {
          observed: observation.observed,
          outcome: comparison.outcome,
          factor: "factor" in comparison && comparison.factor ? toDecimal(comparison.factor, 10) : null,
          points: "points" in comparison && comparison.points ? toDecimal(comparison.points, 10) : null,
          isAtLeast: "isAtLeast" in comparison && comparison.isAtLeast,
          says: checkSays(stated, observation.observed, observation.interval, comparison, nameOf).slice(0, 600),
        }
      : null;
  const dimension = stated?.dimension ?? "count";
  const verdict: Verdict = {
    atPosting: check(then, atPosting),
    now: check(today, atNow),
    lastDay: today ? null : await lastKnownDay(binding, now),
    contradictions: own.map((contradiction) => ({
      rule: contradiction.rule,
      factor: toDecimal(contradiction.factor, 10),
      claims: contradiction.claims,
      says: contradictionSays(contradiction, dimension, textOf),
    })),
    obstacle,
    restates: restatedBy(subject, all),
  };
  return {
    verdict,
    status,
    atPosting,
    isReconstructed: now.getTime() - row.statedAt.getTime() > promptly,
    taken: kept?.success ? null : (then?.observed ?? null),
  };
}

function intervalOf({ lo, hi }: Observed): Interval {
  return { lo: lo === null ? null : decimal(lo), hi: hi === null ? null : decimal(hi) };
}

/** An earlier claim of the thread about the same thing whose number this one gives otherwise: "up to 70 %" became "70 %". */
function restatedBy({ row, address, quantity }: Subject, all: Subject[]): Verdict["restates"] {
  if (!quantity) return null;
  const about = aboutOf(address);
  const earlier = all.find(
    (other) =>
      other.row.id < row.id &&
      other.row.authorId !== row.authorId &&
      other.quantity !== null &&
      aboutOf(other.address) === about &&
      (other.quantity.comparator !== quantity.comparator ||
        other.quantity.lo !== quantity.lo ||
        other.quantity.hi !== quantity.hi) &&
      (other.quantity.hi === quantity.hi || other.quantity.lo === quantity.lo),
  );
  return earlier ? { claimId: earlier.row.id, text: earlier.row.text } : null;
}

const followData = new Set<string>(["holds", "moved", "came-true", "stale"] satisfies Status[]);
const troubled = new Set<Status>(["off", "inconsistent"]);

/** Writes what changed. A word that only the newest data changes is believed when a second run says the same. */
async function store({ row }: Subject, { verdict, status, atPosting, isReconstructed, taken }: Judged, now: Date) {
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

/** Whether everybody sees what a claim's check found, or its author alone. */
export const isPublic = (troubledAt: Date | null, confirmedAt: Date | null, now: Date) =>
  troubledAt === null || confirmedAt !== null || now.getTime() - troubledAt.getTime() >= authorFirst;
