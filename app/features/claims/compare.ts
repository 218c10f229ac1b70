/** How far what was stated is from what was observed. Decision 092 says why these numbers. */
import { type Interval, isBelow, overlap } from "./interval";
import { compare, divide, multiply, type Rational, rational, signOf, subtract, toDecimal, toDigits } from "./rational";
import type { Dimension } from "./units";
import { grouped } from "./words";

export type Comparison =
  | {
      outcome: "match" | "close" | "off";
      factor: Rational;
      points: null;
      isAtLeast: boolean;
      side: "above" | "below" | null;
    }
  | {
      outcome: "match" | "close" | "off";
      factor: null;
      points: Rational;
      isAtLeast: boolean;
      side: "above" | "below" | null;
    }
  /** One is above zero and the other below. */
  | { outcome: "opposite"; difference: Rational }
  /** Only a bound is known, and it allows what was stated. */
  | { outcome: "undecided" };

const matchFactor = rational(110n, 100n);
const closeFactor = rational(125n, 100n);
const matchPoints = rational(2n, 100n);
const closePoints = rational(5n, 100n);

/** Shares and changes are compared by their difference in points, all else by a factor. */
const isByPoints = (dimension: Dimension) => dimension === "ratio" || dimension === "ratio-difference";

/**
 * Compares a widened statement with an observation in the same base unit. An observation with an open end is a bound: it
 * decides only when the statement lies wholly beyond it, and then the distance is "at least".
 */
export function compareWith(stated: Interval, observed: Interval, dimension: Dimension): Comparison {
  const isBound = observed.lo === null || observed.hi === null;
  if (overlap(stated, observed)) {
    if (isBound) return { outcome: "undecided" };
    return isByPoints(dimension)
      ? { outcome: "match", factor: null, points: rational(0n), isAtLeast: false, side: null }
      : { outcome: "match", factor: rational(1n), points: null, isAtLeast: false, side: null };
  }
  const isAbove = isBelow(observed, stated);
  const side = isAbove ? "above" : "below";
  const [near, far] = isAbove ? [stated.lo!, observed.hi!] : [stated.hi!, observed.lo!];
  if (isByPoints(dimension)) {
    const gap = subtract(near, far);
    const points = signOf(gap) < 0 ? { n: -gap.n, d: gap.d } : gap;
    const outcome = compare(points, matchPoints) <= 0 ? "match" : compare(points, closePoints) <= 0 ? "close" : "off";
    return { outcome, factor: null, points, isAtLeast: isBound, side };
  }
  if (signOf(near) <= 0 || signOf(far) <= 0) return { outcome: "opposite", difference: subtract(near, far) };
  const factor = isAbove ? divide(near, far) : divide(far, near);
  const outcome = compare(factor, matchFactor) <= 0 ? "match" : compare(factor, closeFactor) <= 0 ? "close" : "off";
  return { outcome, factor, points: null, isAtLeast: isBound, side };
}

/** `1.8×`, `9.9×`, `10×`, `420×`: one decimal below ten, two significant digits from ten on. */
export function factorInWords(factor: Rational): string {
  const short = toDecimal(factor, 1);
  const text = Number(short) < 10 ? short : toDigits(factor, 2);
  return `${grouped(text)}×`;
}

/** `9.8 points`, from a difference of ratios. */
export const pointsInWords = (points: Rational) => {
  const text = toDecimal(multiply(points, rational(100n)), 1);
  return `${text} ${text === "1" ? "point" : "points"}`;
};
