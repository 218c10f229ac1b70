/** Judges the claims of a thread: against data at posting and now, and against one another. Run again, it says the same. */
import { listGroupMembers } from "~/features/chains/chains.server";
import { findSubject } from "~/features/series/series.server";
import { databaseNow } from "~/platform/db.server";
import { type Comparison, compareWith } from "./compare";
import { type Contradiction, findContradictions, smallestFor } from "./consistency";
import type { Interval } from "./interval";
import { readSubject, restatedBy, slugsOf, statementOf, type Subject } from "./judged-claim";
import { lastKnownDay, observe, type Observation } from "./observe.server";
import { openClaims } from "./open-claims.server";
import { decimal, toDecimal } from "./rational";
import { checkSays, contradictionSays } from "./says";
import { statusOf } from "./status";
import { type Judged, storeVerdict } from "./store-verdict.server";
import { type Check, Observed, type Verdict } from "./verdict";

/** A check this long after posting took its values from records of those days. */
const promptly = 36 * 3_600_000;
/** A claim in the present tense without a date is of its year. */
const presentFor = 365 * 86_400_000;

/** Judges every open claim of a thread and stores what changed. */
export async function judgeThread(threadId: number): Promise<void> {
  const now = await databaseNow();
  const subjects = (await openClaims(threadId)).flatMap(readSubject);
  const contradictions = findContradictions(subjects.flatMap(statementOf), await membership(subjects));
  const nameOf = await namesOf(subjects);
  const textOf = (id: number) => subjects.find(({ row }) => row.id === id)?.row.text ?? "";
  for (const subject of subjects) {
    const verdict = await verdictOf(subject, subjects, contradictions, { textOf, nameOf }, now);
    await storeVerdict(subject.row, verdict, now);
  }
}

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
