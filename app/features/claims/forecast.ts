/** The outcome of a forecast, by the criteria written at its posting. */
import type { Interval } from "./interval";
import { add, compare, divide, multiply, one, type Rational, rational, subtract } from "./rational";

export type ForecastOutcome = "met" | "partly-met" | "missed" | "due" | "void";

/** So much of the target counts as partly met. */
const partly = rational(9n, 10n);

export type Forecast = {
  /** The target in base units, as stated and widened by its rounding. */
  exact: Interval;
  wide: Interval;
  /** The observed value at posting; null when there is none. */
  baseline: Interval | null;
  /** The observed value on the forecast's date; null when there is none. */
  result: Interval | null;
};

/** Which way the target lies from where things stood: an open end says it, else the value at posting. */
function wayOf({ exact, baseline }: Forecast): "up" | "down" | null {
  if (exact.hi === null) return "up";
  if (exact.lo === null) return "down";
  if (baseline?.hi && compare(baseline.hi, exact.lo) < 0) return "up";
  if (baseline?.lo && compare(baseline.lo, exact.hi) > 0) return "down";
  return null;
}

const reaches = (value: Rational | null, least: Rational) => value !== null && compare(value, least) >= 0;
const staysWithin = (value: Rational | null, most: Rational) => value !== null && compare(value, most) <= 0;

/**
 * Met: the target was reached or passed, in the direction from the value at posting. Partly met: nine tenths of it. A bound
 * that leaves the answer open, or no data, is `due`.
 */
export function outcomeOf(forecast: Forecast): ForecastOutcome {
  const { exact, wide, result } = forecast;
  if (!result) return "due";
  const way = wayOf(forecast);
  if (way === "up") {
    if (reaches(result.lo, wide.lo!)) return "met";
    if (result.hi === null) return "due";
    return reaches(result.hi, multiply(exact.lo!, partly)) ? "partly-met" : "missed";
  }
  if (way === "down") {
    if (staysWithin(result.hi, wide.hi!)) return "met";
    if (result.lo === null) return "due";
    return staysWithin(result.lo, divide(exact.hi!, partly)) ? "partly-met" : "missed";
  }
  if (result.lo === null || result.hi === null) return "due";
  if (reaches(result.hi, wide.lo!) && staysWithin(result.lo, wide.hi!)) return "met";
  const isNear = reaches(result.hi, multiply(exact.lo!, partly)) && staysWithin(result.lo, divide(exact.hi!, partly));
  return isNear ? "partly-met" : "missed";
}

/** "78 % lower" as a target: what is left of the value at posting. Null without one. */
export function targetOfChange(
  change: { exact: Interval; wide: Interval },
  direction: "up" | "down",
  baseline: Interval | null,
): { exact: Interval; wide: Interval } | null {
  const from = baseline && baseline.lo && baseline.hi && compare(baseline.lo, baseline.hi) === 0 ? baseline.lo : null;
  if (!from) return null;
  const at = (part: Rational | null) =>
    part && multiply(from, direction === "up" ? add(one, part) : subtract(one, part));
  const turned = ({ lo, hi }: Interval): Interval =>
    direction === "up" ? { lo: at(lo), hi: at(hi) } : { lo: at(hi), hi: at(lo) };
  return { exact: turned(change.exact), wide: turned(change.wide) };
}
