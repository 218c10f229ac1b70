/** The values that a statement allows: an interval in the base unit of its dimension, as stated and widened by its rounding. */
import type { Quantity } from "./quantity";
import {
  absolute,
  compare,
  decimal,
  greatest,
  least,
  magnitude,
  multiply,
  one,
  type Rational,
  rational,
  add,
  subtract,
} from "./rational";
import { type Dimension, unitOf } from "./units";

/** Null is an open end. */
export type Interval = { readonly lo: Rational | null; readonly hi: Rational | null };

/** An interval of plain decimals. */
export const intervalOf = ({ lo, hi }: { lo: string | null; hi: string | null }): Interval => ({
  lo: lo === null ? null : decimal(lo),
  hi: hi === null ? null : decimal(hi),
});

const leastWidening = rational(2n, 100n);
const mostWidening = rational(10n, 100n);

/**
 * By which part a stated end may be rounded: half a unit of its last significant digit, twice that after "about", at least
 * 2 % and at most 10 %. 142 is widened by 2 %, "about 1M" by 10 %.
 */
function wideningOf(value: Rational, digits: number, isRough: boolean): Rational {
  if (value.n === 0n) return rational(0n);
  const exponent = magnitude(value) - digits + 1;
  const unit = exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent));
  const half = multiply(unit, isRough ? one : rational(1n, 2n));
  const part = { n: half.n * absolute(value).d, d: half.d * absolute(value).n };
  return least(greatest(rational(part.n, part.d), leastWidening), mostWidening);
}

export type Stated = {
  /** As written, in the base unit of `dimension`. */
  exact: Interval;
  /** Widened by implied rounding. */
  wide: Interval;
  dimension: Dimension;
};

/**
 * The intervals of a quantity; `unit` replaces what is written when the author says it apart ("unit=tx/d"). Null when there is
 * no unit at all.
 */
export function statedInterval(quantity: Quantity, unit: string | null = quantity.unit): Stated | null {
  const known = unit ? unitOf(unit) : undefined;
  if (!known) return null;
  const isRough = quantity.comparator === "~";
  const ends = (["lo", "hi"] as const).map((side) => {
    const text = quantity[side];
    if (text === null) return { exact: null, wide: null };
    const value = decimal(text);
    const margin = multiply(absolute(value), wideningOf(value, quantity[`${side}Digits`] ?? 2, isRough));
    const moved = side === "lo" ? subtract(value, margin) : add(value, margin);
    return { exact: multiply(value, known.factor), wide: multiply(moved, known.factor) };
  });
  const [lo, hi] = [ends[0]!, ends[1]!];
  return {
    exact: { lo: lo.exact, hi: hi.exact },
    wide: { lo: lo.wide, hi: hi.wide },
    dimension: known.dimension,
  };
}

/** Whether two intervals share a value. */
export const overlap = (a: Interval, b: Interval) => !isBelow(a, b) && !isBelow(b, a);

/** Whether all of `a` lies below all of `b`. */
export const isBelow = (a: Interval, b: Interval) => a.hi !== null && b.lo !== null && compare(a.hi, b.lo) < 0;
