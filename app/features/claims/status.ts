/** The one word that is shown for a claim. It speaks about the number and never about its author. */
import type { Comparison } from "./compare";
import type { ForecastOutcome } from "./forecast";
import type { Rational } from "./rational";

export const statuses = [
  "corrected",
  "off",
  "inconsistent",
  "not-in-source",
  "disputed",
  "cant-compare",
  "moved",
  "came-true",
  "holds",
  "consistent",
  "unchecked",
  "stale",
  "forecast",
  "due",
  "met",
  "partly-met",
  "missed",
  "void",
  "first-party",
  "sourced",
  "no-source",
] as const;
export type Status = (typeof statuses)[number];

export const statusWords: Record<Status, string> = {
  corrected: "corrected",
  off: "off",
  inconsistent: "inconsistent",
  "not-in-source": "not in source",
  disputed: "disputed",
  "cant-compare": "can't compare",
  moved: "moved",
  "came-true": "came true",
  holds: "holds",
  consistent: "consistent",
  unchecked: "unchecked",
  stale: "stale",
  forecast: "forecast",
  due: "due, no data",
  met: "met",
  "partly-met": "partly met",
  missed: "missed",
  void: "void",
  "first-party": "first-party",
  sourced: "sourced",
  "no-source": "no source",
};

export type Evidence = {
  /** The author changed the stated value after it had been off or inconsistent. */
  isCorrected: boolean;
  /** Null: no data for that time. */
  atPosting: Comparison | null;
  now: Comparison | null;
  /** The smallest contradiction that marks this claim. */
  contradiction: { factor: Rational } | null;
  /** Arithmetic with other claims comes out. */
  fits: boolean;
  isNotInSource: boolean;
  /** Readers with different interests agree with evidence against it. */
  isDisputed: boolean;
  /** Why the number can't be compared with its metric, in a sentence; null when it can. */
  obstacle: string | null;
  basis: "metric" | "first-party" | "forecast" | "none";
  hasSource: boolean;
  /** The metric's newest value is older than its definition allows, for a claim in the present tense without a date. */
  isStale: boolean;
  /** For a forecast whose date has passed: what became of it, or `due` while no data speaks of that date. */
  outcome: ForecastOutcome | null;
};

const isNear = (comparison: Comparison | null) => comparison?.outcome === "match" || comparison?.outcome === "close";
const isOff = (comparison: Comparison | null) => comparison?.outcome === "off" || comparison?.outcome === "opposite";

/** The first of these that applies: corrected, off, inconsistent, not in source, disputed, can't compare, moved, holds, and the rest. */
export function statusOf(evidence: Evidence): Status {
  const { atPosting, now, basis } = evidence;
  if (evidence.isCorrected) return "corrected";
  const cameTrue = isOff(atPosting) && now?.outcome === "match";
  if (isOff(atPosting) && !cameTrue) return "off";
  if (evidence.contradiction) return "inconsistent";
  if (evidence.isNotInSource) return "not-in-source";
  if (evidence.isDisputed) return "disputed";
  if (evidence.obstacle) return "cant-compare";
  if (basis === "forecast") return evidence.outcome ?? "forecast";
  if (cameTrue) return "came-true";
  if (isNear(atPosting)) {
    if (evidence.isStale) return "stale";
    // Nothing newer is known: the word of the day of posting stays.
    if (!now || now.outcome === "undecided") return "holds";
    return now.outcome === "match" ? "holds" : "moved";
  }
  // Without data the arithmetic between claims is all that is known.
  if (evidence.fits) return "consistent";
  if (basis === "metric") return evidence.isStale ? "stale" : "unchecked";
  if (basis === "first-party") return "first-party";
  return evidence.hasSource ? "sourced" : "no-source";
}
