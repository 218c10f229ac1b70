/** A claim's words with the observed value in place of the stated one. "Correct it" offers them to the author, to take or change. */
import type { Interval } from "./interval";
import type { Quantity } from "./quantity";
import { absolute, compare, decimal, divide, multiply, type Rational, rational, toDigits } from "./rational";
import { findQuantities } from "./read-quantities";
import { scaleOf, unitOf } from "./units";
import { grouped } from "./words";

const scaleWord =
  "(?:\\s?(?:thousand|million|billion|trillion|milliard|lakhs?|crores?|mio|mln|mn|bn|trn|tn|[kKMBT])(?![\\p{L}\\d/]))?";
/** A number as written, its scale, and for a range the second one. */
const written = new RegExp(
  `([$€Ξ]?)(\\d[\\d.,\\u00a0\\u202f ]*\\d|\\d)(${scaleWord})(?:\\s?(?:[-–—]|to|and)\\s?[$€Ξ]?(\\d[\\d.,]*\\d|\\d)(${scaleWord}))?`,
  "u",
);

/** So many digits of an observation are shown: as many as were stated, at least two and at most three. */
const digitsFor = ({ loDigits, hiDigits }: Quantity) => Math.min(3, Math.max(2, loDigits ?? 0, hiDigits ?? 0));

/**
 * The words of a claim with the observed value in place of the stated one, in its unit and scale: "about 1M daily
 * transactions" → "about 2M daily transactions". A bound is written as one: "60%+" → "at most 49%". Null where the words
 * can't be rewritten so that they read back as the value.
 */
export function proposeCorrection(text: string, unit: string | null, observed: Interval): string | null {
  const [found, ...others] = findQuantities(text, { takesBareNumbers: true }).filter(({ quantity }) => quantity);
  const value = observed.lo ?? observed.hi;
  if (!found?.quantity || others.length > 0 || !value) return null;
  const { quantity } = found;
  const factor = unitOf(unit ?? quantity.unit ?? "")?.factor;
  const number = written.exec(found.text);
  if (!factor || !number) return null;

  const [whole, currency = "", , firstScale = "", , secondScale] = number;
  const scale = secondScale ?? firstScale;
  const times = scaleOf(scale.trim()) ?? rational(1n);
  const size = absolute(divide(divide(value, factor), times));
  const isBound = observed.lo === null || observed.hi === null;
  const figures = grouped(toDigits(size, digitsFor(quantity)));
  const lead = isBound
    ? observed.lo === null
      ? "at most "
      : "at least "
    : quantity.comparator === "~"
      ? leadOf(found.text, number.index)
      : "";
  const behind = found.text.slice(number.index + whole.length).replace(/^\+|(?<=%)\+/, "");
  const proposed = `${text.slice(0, found.start)}${lead}${currency}${figures}${scale}${behind}${text.slice(found.end)}`;
  return readsBack(proposed, value, factor) ? proposed : null;
}

/** "about ", "~" and the like, as they stand before the number. */
const leadOf = (text: string, to: number) => text.slice(0, to);

/** Whether the words state the value, give or take its rounding. */
function readsBack(proposed: string, value: Rational, factor: Rational): boolean {
  const [found, ...others] = findQuantities(proposed, { takesBareNumbers: true }).filter(({ quantity }) => quantity);
  const end = found?.quantity?.lo ?? found?.quantity?.hi;
  if (!end || others.length > 0) return false;
  const ratio = divide(absolute(multiply(decimal(end), factor)), absolute(value));
  return compare(ratio, rational(95n, 100n)) >= 0 && compare(ratio, rational(105n, 100n)) <= 0;
}
