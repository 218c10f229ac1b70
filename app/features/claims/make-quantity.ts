/** Makes a quantity from one or two numbers with their unit and the words around them. */
import { direct, isDenied, nouns } from "./number-surroundings";
import { digitsOf, type Part, valueOf } from "./numeral-with-unit";
import type { Comparator, FoundQuantity, Quantity, Question } from "./quantity";
import { add, compare, negate, type Rational, signOf, subtract, toDecimal } from "./rational";
import { type UnitId, unitOf } from "./units";

/** A quantity of which nothing is known yet. */
export const blankQuantity: Quantity = {
  kind: "level",
  lo: null,
  hi: null,
  comparator: "=",
  loDigits: null,
  hiDigits: null,
  unit: null,
  noun: null,
  direction: null,
  isNegated: false,
};

/** One number, two ends of a range, or a value with its tolerance. */
export type Shape = "one" | "range" | "±";

/**
 * The quantity from `start` to `end`; without a value, with the question, if the digits can be read in two ways; null if
 * the ends of a range stand in the wrong order.
 */
export function makeQuantity(
  text: string,
  parts: Part[],
  unitFrom: number,
  end: number,
  unit: UnitId | null,
  comparator: Comparator,
  start: number,
  how: Shape = "one",
): Omit<FoundQuantity, "text"> | null {
  const [first, second] = [parts[0]!, parts[1]];
  const rest = text.slice(end, end + 60);
  const ahead = text.slice(Math.max(0, start - 40), start);
  const questions: Question[] = [];

  const noun = unit === null ? (nouns.exec(rest)?.[1]?.toLowerCase() ?? null) : null;
  const isCount = noun !== null;
  const isRough = comparator === "~";

  // A scale at the second end holds for the first, unless that has a scale or a currency of its own.
  const isScaleOpen = how === "range" && second && second.scale && !first.scale;
  if (isScaleOpen && first.currency && second.currency) return { start, end, quantity: null, questions: ["scale"] };
  const b = second ? valueOf(second) : null;
  const shared = isScaleOpen ? valueOf(first, second.scale) : null;
  // In "500–1k" it can't.
  const a = shared && b && compare(shared, b) <= 0 ? shared : valueOf(first);
  if (!a || (second && !b)) {
    questions.push("separators");
    return { start, end, quantity: null, questions };
  }
  const far = b ?? a;
  let [lo, hi]: [Rational | null, Rational | null] = how === "±" ? [subtract(a, far), add(a, far)] : [a, far];
  const isTolerance = first.sign === "±" || first.sign === "+/-";
  if (isTolerance) [lo, hi] = [negate(a), a];
  if (lo && hi && compare(lo, hi) > 0) {
    if (how === "range") return null;
    [lo, hi] = [hi, lo];
  }

  const dimension = unit ? unitOf(unit)?.dimension : undefined;
  let kind: Quantity["kind"] = "level";
  let direction: Quantity["direction"] = null;
  const isRatio = dimension === "ratio";
  const isOf = /^\s+of\b/i.test(rest);
  if (isRatio && isOf) {
    kind = "share";
    questions.push("whole");
  } else if (isRatio || dimension === "multiple") {
    const isSigned = /^[-−+]$/.test(first.sign);
    const down = /^[-−]$/.test(first.sign) || direct.downAfter.test(rest) || direct.downBefore.test(ahead);
    const up = !down && (first.sign === "+" || direct.upAfter.test(rest) || direct.upBefore.test(ahead));
    direction = down ? "down" : up ? "up" : null;
    if (dimension === "multiple") kind = "multiple";
    else if (isSigned || direction || isTolerance) kind = "change";
    if (kind === "change" && !isTolerance) questions.push("period");
    if (kind === "change" && lo && hi && signOf(hi) < 0) [lo, hi] = [negate(hi), negate(lo)];
  } else if (dimension === "time") kind = "duration";
  else if (isCount) kind = "count";

  if (comparator === "≥" || comparator === ">") hi = null;
  if (comparator === "≤" || comparator === "<") lo = null;
  const upTo = isCount ? end + (nouns.exec(rest)?.[0].length ?? 0) : end;
  return {
    start,
    end: unitFrom > upTo ? unitFrom : upTo,
    quantity: {
      kind,
      lo: lo && toDecimal(lo, 18),
      hi: hi && toDecimal(hi, 18),
      comparator: (how === "range" && lo && hi) || how === "±" || isTolerance ? "range" : comparator,
      loDigits: lo && digitsOf(first, isRough, unit, isCount),
      hiDigits: hi && digitsOf(second && how !== "±" ? second : first, isRough, unit, isCount),
      unit: unit ?? (isCount ? "count" : null),
      noun,
      direction,
      isNegated: isDenied(ahead, rest),
    },
    questions,
  };
}
