/** Looks up what a claim speaks of, and weighs it. */
import { type Comparison, compareWith } from "./compare";
import { type Contradiction, leastOf } from "./consistency";
import type { Findings } from "./findings";
import { type ForecastOutcome, outcomeOf, targetOfChange } from "./forecast";
import { intervalOf } from "./interval";
import type { Subject } from "./judged-claim";
import { restatedBy } from "./lineage";
import { dimensionOfMetric } from "./metric-unit";
import { lastKnownDay, observe, type Observation, type Sight } from "./observe.server";
import { toDecimal } from "./rational";
import { checkSays, forecastSays } from "./says";
import { statusOf } from "./status";
import type { Judged } from "./store-verdicts.server";
import type { OpenClaim } from "./open-claims.server";
import { type Check, Observed, readVerdict, type Verdict } from "./verdict";

const day = 86_400_000;
/** A check this long after posting took its values from records of those days. */
const promptly = 1.5 * day;
/** A claim in the present tense without a date is of its year. */
const presentFor = 365 * day;

/** A card shows so many. */
const mostAgreements = 5;

/** What is known of all claims of a thread. */
export type Found = {
  all: Subject[];
  findings: Findings;
  nameOf: (subject: string) => string;
  /** Citations that members did not find in their sources. */
  notInSource: ReadonlySet<number>;
  /** Claims against which readers of different sides agree on evidence. */
  disputed: ReadonlySet<number>;
};

export async function reachVerdict(subject: Subject, found: Found, now: Date, sight: Sight): Promise<Judged> {
  const { row, address } = subject;
  const { binding } = address;
  const seen =
    binding.kind === "forecast"
      ? await seeForecast(subject, binding.by, found.nameOf, now, sight)
      : await seeMeasured(subject, found.nameOf, now, sight);
  const { findings } = found;
  const own = findings.against(row.id);
  const since = sinceWhen(row, now);
  const isDated = "asOf" in binding && binding.asOf !== null;
  const isPresent = !isDated && binding.kind !== "change" && binding.kind !== "forecast";
  const fitting = findings.fitting(row.id);
  const { citationIds } = row;
  const status = statusOf({
    isCorrected: row.correctedAt !== null,
    atPosting: decided(seen.atPosting),
    now: decided(seen.now),
    contradiction: leastOf(own),
    fits: fitting.some(findings.isUndisputed),
    isNotInSource: citationIds.length > 0 && citationIds.every((id) => found.notInSource.has(id)),
    isDisputed: found.disputed.has(row.id),
    obstacle: subject.obstacle,
    basis: basisOf(subject),
    hasSource: row.isSourced,
    isStale: isPresent && now.getTime() - row.statedAt.getTime() > presentFor,
    outcome: seen.outcome,
  });
  const verdict: Verdict = {
    atPosting: seen.checks.atPosting,
    now: seen.checks.now,
    withheld: seen.withheld,
    lastDay: seen.checks.now ? null : await lastKnownDay(binding, now, sight),
    contradictions: own.map((contradiction) => ({
      rule: contradiction.rule,
      factor: findings.factorOf(contradiction),
      claims: contradiction.claims,
      says: findings.contradictionSays(contradiction),
      since: since(contradiction),
      isShared: findings.isShared(contradiction, row.authorId),
    })),
    agreements: fitting.slice(0, mostAgreements).map((agreement) => ({
      rule: agreement.rule,
      claims: agreement.claims,
      says: findings.agreementSays(agreement),
    })),
    obstacle: subject.obstacle,
    restates: restatedBy(subject, found.all),
  };
  return {
    verdict,
    status,
    atPosting: seen.atPosting,
    isReconstructed: now.getTime() - row.statedAt.getTime() > promptly,
    taken: seen.taken,
  };
}

/** When a contradiction was first found: at the time of posting for a text that was written down under a date in the past. */
function sinceWhen(row: OpenClaim, now: Date): (contradiction: Contradiction) => string {
  const nameOf = ({ rule, claims }: { rule: string; claims: number[] }) => `${rule} ${claims.join()}`;
  const known = new Map(readVerdict(row.verdict).contradictions.map((before) => [nameOf(before), before.since]));
  const found = row.checkedAt === null && row.isBackdated ? row.statedAt : now;
  return (contradiction) => known.get(nameOf(contradiction)) ?? found.toISOString();
}

const decided = (comparison: Comparison | null) => (comparison?.outcome === "undecided" ? null : comparison);

function basisOf({ address: { binding } }: Subject) {
  if (binding.kind === "forecast") return "forecast";
  if (binding.kind === "declared") return binding.isFirstParty ? "first-party" : "none";
  return "metric";
}

type Seen = {
  atPosting: Comparison | null;
  now: Comparison | null;
  checks: { atPosting: Check | null; now: Check | null };
  withheld: string | null;
  /** The values to keep, where none were kept at posting; else null. */
  taken: Observed | null;
  outcome: ForecastOutcome | null;
};

const nothingSeen: Seen = {
  atPosting: null,
  now: null,
  checks: { atPosting: null, now: null },
  withheld: null,
  taken: null,
  outcome: null,
};

const definitionsOf = ({ series }: Observed) => series.map(({ definition }) => definition);

/** Two definitions are two measurements: a sentence where the value of now is by another one than that of then; else null. */
function changedDefinition(then: Observation, now: Observation): string | null {
  const before = definitionsOf(then.observed);
  const other = definitionsOf(now.observed).find((id, place) => id !== before[place]);
  return other === undefined ? null : `It is measured by ${other} now, and was by ${before.join(" and ")}.`;
}

/** The values kept at posting; null when there are none or they can't be read. */
function keptBy({ row }: Subject): Observation | null {
  const kept = row.snapshot && Observed.safeParse(row.snapshot.observed);
  return kept?.success ? { observed: kept.data, interval: intervalOf(kept.data) } : null;
}

async function seeMeasured(subject: Subject, nameOf: Found["nameOf"], now: Date, sight: Sight): Promise<Seen> {
  const { row, address, quantity, stated, obstacle } = subject;
  if (!stated || obstacle !== null) return nothingSeen;
  const direction = quantity?.direction ?? null;
  const kept = keptBy(subject);
  const then = kept ?? (await observe(address.binding, { moment: row.asOf, direction }, sight));
  const definitions = then ? definitionsOf(then.observed) : [];
  const newest = await observe(address.binding, { moment: now, direction, definitions }, sight);
  const changed = then && newest && changedDefinition(then, newest);
  const today = changed ? null : newest;
  const atPosting = then && compareWith(stated.wide, then.interval, stated.dimension);
  const atNow = today && compareWith(stated.wide, today.interval, stated.dimension);
  const check = (observation: Observation | null, comparison: Comparison | null): Check | null =>
    observation && comparison
      ? {
          observed: observation.observed,
          outcome: comparison.outcome,
          factor: "factor" in comparison && comparison.factor ? toDecimal(comparison.factor, 10) : null,
          points: "points" in comparison && comparison.points ? toDecimal(comparison.points, 10) : null,
          isAtLeast: "isAtLeast" in comparison && comparison.isAtLeast,
          says: checkSays(stated, observation.observed, observation.interval, comparison, nameOf).slice(0, 600),
        }
      : null;
  return {
    atPosting,
    now: atNow,
    checks: { atPosting: check(then, atPosting), now: check(today, atNow) },
    withheld: changed,
    taken: kept ? null : (then?.observed ?? null),
    outcome: null,
  };
}

/** A forecast is weighed once its day has passed; until then its progress is shown. */
async function seeForecast(
  subject: Subject,
  by: string,
  nameOf: Found["nameOf"],
  now: Date,
  sight: Sight,
): Promise<Seen> {
  const { row, address, quantity, stated } = subject;
  const { binding } = address;
  const after = new Date(Date.parse(by) + day);
  const isOver = now >= after;
  const none: Seen = { ...nothingSeen, outcome: isOver ? "due" : null };
  if (binding.kind !== "forecast" || !binding.series || !stated || !quantity) return none;
  const kept = keptBy(subject);
  const then = kept ?? (await observe(binding, { moment: row.asOf, direction: null }, sight));
  const definitions = then ? definitionsOf(then.observed) : [];
  const newest = await observe(binding, { moment: isOver ? after : now, direction: null, definitions }, sight);
  const taken = kept ? null : (then?.observed ?? null);
  if (!newest) return { ...none, taken };
  const changed = then && changedDefinition(then, newest);
  if (changed) return { ...none, taken, withheld: changed, outcome: isOver ? "void" : null };

  const dimension = dimensionOfMetric(binding.series.metric);
  const isChange = stated.dimension === "ratio" && dimension !== "ratio" && quantity.direction !== null;
  const target = isChange
    ? targetOfChange(stated, quantity.direction!, then?.interval ?? null)
    : !dimension || dimension === stated.dimension
      ? stated
      : null;
  const outcome = !isOver
    ? null
    : target
      ? outcomeOf({ ...target, baseline: then?.interval ?? null, result: newest.interval })
      : "void";
  const reason = isChange
    ? "No single value is known of the days before posting, from which the change would be counted."
    : "The words state another kind of number than the metric measures.";
  const progress: Check = {
    observed: newest.observed,
    outcome: "undecided",
    factor: null,
    points: null,
    isAtLeast: false,
    says: [forecastSays(newest.observed, outcome, by, nameOf), !target && reason]
      .filter(Boolean)
      .join(" ")
      .slice(0, 600),
  };
  return { ...none, outcome, taken, checks: { atPosting: null, now: progress } };
}
