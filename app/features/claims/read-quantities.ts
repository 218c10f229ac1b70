/**
 * Finds the numbers of a text that could be claims. It works on words that a reader sees: without code, addresses and list
 * numbers. Dates, versions, EIPs and names with digits are no quantities.
 */
import { blankQuantity, makeQuantity, type Shape } from "./make-quantity";
import { blankLookalikes } from "./number-lookalikes";
import { behindOf, isOpenAround, isPartOfNumber, type Lead, leadOf, nouns, wordBefore } from "./number-surroundings";
import { inPercent, plainDecimal, readSpelledFraction, readSpelledMultiple } from "./numerals";
import { type Part, readPart, readUnitAt } from "./numeral-with-unit";
import type { FoundQuantity, Quantity } from "./quantity";
import { type Rational, rational } from "./rational";
import { readRate, readUnit, type UnitId } from "./units";

type Options = { takesBareNumbers: boolean };

/** All quantities of a text in their order. With `takesBareNumbers`, numbers without unit or noun are among them. */
export function findQuantities(
  original: string,
  { takesBareNumbers }: Options = { takesBareNumbers: false },
): FoundQuantity[] {
  const text = blankLookalikes(withPlainDigits(original.slice(0, 100_000)));
  const found: FoundQuantity[] = [];
  let at = 0;
  while (at < text.length) {
    const spelled = spelledAt(text, at);
    if (spelled) {
      found.push({ ...spelled, text: original.slice(spelled.start, spelled.end) });
      at = spelled.end;
      continue;
    }
    const part = readPart(text, at, true);
    if (!part || isPartOfNumber(text, at)) {
      at++;
      continue;
    }
    const read = readFrom(text, part, takesBareNumbers);
    for (const { start, end, quantity, questions } of read.quantities)
      found.push({ start, end, text: original.slice(start, end), quantity, questions });
    at = Math.max(read.end, at + 1);
  }
  return found;
}

/** Full-width digits and signs as plain ones, in the same places. */
const withPlainDigits = (text: string) =>
  text.replaceAll(/[０-９％，．＋－～＜＞＝／]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** "sub-cent", "sub-second": less than one of it. */
const lessThanOne = /^sub-(cent|dollar|percent|gwei|second|millisecond|minute)s?\b/i;

const multiples: [RegExp, Rational, "up" | "down"][] = [
  [/^doubl(?:ed|es|ing)\b/i, rational(2n), "up"],
  [/^tripl(?:ed|es|ing)\b/i, rational(3n), "up"],
  [/^quadrupl(?:ed|es|ing)\b/i, rational(4n), "up"],
  [/^halv(?:ed|es|ing)\b/i, rational(1n, 2n), "down"],
];

function spelledAt(text: string, at: number): Omit<FoundQuantity, "text"> | null {
  if (/[\p{L}\d]/u.test(text[at - 1] ?? " ") || !/[\p{L}\d]/u.test(text[at] ?? " ")) return null;
  const rest = text.slice(at, at + 40);
  for (const [pattern, value, direction] of multiples) {
    const hit = pattern.exec(rest);
    if (hit) {
      const decimalText = plainDecimal(value);
      return {
        start: at,
        end: at + hit[0].length,
        quantity: {
          ...blankQuantity,
          kind: "multiple",
          lo: decimalText,
          hi: decimalText,
          loDigits: 1,
          hiDigits: 1,
          unit: "×",
          direction,
        },
        questions: ["period"],
      };
    }
  }
  const less = lessThanOne.exec(rest);
  const fraction = readSpelledFraction(rest);
  const times = readSpelledMultiple(rest);
  const value = less ? rational(1n) : fraction ? inPercent(fraction.value) : times?.value;
  if (!value) return null;
  const length = less?.[0].length ?? fraction?.length ?? times!.length;
  const end = at + length;
  const part: Part = {
    start: at,
    end,
    numeral: { length, value, digits: less ? 1 : 2, trailingZeros: 0, hasPoint: true },
    scale: null,
    currency: null,
    sign: "",
  };
  const unit = less ? readUnit(less[1]!.toLowerCase()) : fraction ? "%" : "×";
  const lead = less ? { start: at, comparator: "<" as const } : leadOf(text, at);
  const made = makeQuantity(text, [part], end, end, unit, lead.comparator, lead.start);
  return made && { start: made.start, end: made.end, quantity: made.quantity, questions: made.questions };
}

type Read = { quantities: Omit<FoundQuantity, "text">[]; end: number };

/** The quantities that begin with this number: it alone, a range, a list that shares a unit, or a value with its tolerance. */
function readFrom(text: string, first: Part, takesBareNumbers: boolean): Read {
  const lasting = durationAt(text, first.start);
  if (lasting) return lasting;
  const lead = leadOf(text, first.start);
  const tolerance = /^\s?(?:±|\+\/-)\s?/.exec(text.slice(first.end, first.end + 6));
  if (tolerance) {
    const second = readPart(text, first.end + tolerance[0].length, false);
    if (second) return single(text, [first, second], "±", lead, takesBareNumbers);
  }
  const isBetween =
    /\bbetween\s*$/i.test(text.slice(Math.max(0, lead.start - 12), lead.start)) ||
    /\bbetween\s*$/i.test(text.slice(Math.max(0, first.start - 12), first.start));
  // The unit may stand behind both ends: "$0.001-$0.05", "5 % to 7 %", "2 ms – 3 ms".
  const own = readUnitAt(text, first.end);
  const joinAt = own ? own.end : first.end;
  const joined = /^\s?(?:[-–—]|to|and|or)\s?/.exec(text.slice(joinAt, joinAt + 7))?.[0];
  if (joined) {
    const second = readPart(text, joinAt + joined.length, /[a-z]/.test(joined));
    const isList = /and|or/.test(joined) && !isBetween;
    if (second && !isList && (/[a-z]/.test(joined) ? true : joined.startsWith(" ") === joined.endsWith(" ")))
      return single(text, [first, second], "range", lead, takesBareNumbers, own?.unit);
    if (second && isList && !own && !first.scale) {
      const unit = readUnitAt(text, second.end);
      if (unit) {
        const one = makeQuantity(text, [first], first.end, unit.end, unit.unit, lead.comparator, lead.start);
        const two = makeQuantity(text, [second], second.end, unit.end, unit.unit, "=", second.start);
        const both = [one && { ...one, end: first.end }, two].filter((made) => made !== null);
        if (both.length === 2) return { quantities: both, end: two!.end };
      }
    }
  }
  return single(text, [first], "one", lead, takesBareNumbers);
}

const span = (letters: string) => `(?:(\\d{1,9})\\s?(?:${letters})(?!\\p{L})\\s?)?`;
const spans = new RegExp(
  `^${span("d|days?")}${span("h|hrs?|hours?")}${span("m|mins?|minutes?")}${span("s|secs?|seconds?")}`,
  "u",
);

/** A duration in several units: "5m30s", "1h 30m", "2 days 3 hours". */
function durationAt(text: string, start: number): Read | null {
  const [whole = "", ...counts] = spans.exec(text.slice(start, start + 40)) ?? [];
  if (counts.filter((count) => count !== undefined).length < 2) return null;
  const [days, hours, minutes, seconds] = counts.map((count) => BigInt(count ?? 0));
  const value = plainDecimal(rational(((days! * 24n + hours!) * 60n + minutes!) * 60n + seconds!));
  const end = start + whole.trimEnd().length;
  const quantity: Quantity = {
    ...blankQuantity,
    kind: "duration",
    lo: value,
    hi: value,
    loDigits: 3,
    hiDigits: 3,
    unit: "s",
  };
  return { quantities: [{ start, end, quantity, questions: [] }], end };
}

function single(
  text: string,
  parts: [Part] | [Part, Part],
  how: Shape,
  lead: Lead,
  takesBareNumbers: boolean,
  unitOfFirst?: UnitId,
): Read {
  const [first] = parts;
  const last = parts.at(-1)!;
  let end = last.end;
  let { comparator } = lead;
  const goOnBehind = () => {
    const plus = /^\+(?![\d/])/.exec(text.slice(end, end + 2));
    const behind = plus ? { length: 1, comparator: "≥" as const } : behindOf(text, end);
    if (!behind || how === "±") return;
    end += behind.length;
    if (behind.comparator !== "~" || comparator === "=") ({ comparator } = behind);
  };
  goOnBehind();
  const unit = readUnitAt(text, end);
  if (unit) {
    ({ end } = unit);
    goOnBehind();
  }
  const isFactor = /\bfactor of (?:about |around |~)?$/i.test(text.slice(Math.max(0, lead.start - 24), first.start));
  const currency = last.currency ?? first.currency;
  let unitId = currency ?? unit?.unit ?? unitOfFirst ?? (isFactor ? "×" : null);
  // Ends in two units, as in "5 ms to 3 s", are not one range.
  if (unitOfFirst && unit && unit.unit !== unitOfFirst) return { quantities: [], end };
  const hasNoun = unitId === null && nouns.test(text.slice(end, end + 60));
  const rate = unitId === null && !hasNoun ? readRate(text.slice(end, end + 16)) : null;
  if (rate) {
    unitId = rate.unit;
    end += rate.length;
    goOnBehind();
  } else if (unitId === null && !hasNoun && takesBareNumbers) {
    const word = wordBefore(text, lead.start);
    unitId = word && readUnit(word);
  }
  const made = makeQuantity(text, parts, last.end, end, unitId, comparator, lead.start, how);
  // A number that touches a word is part of a name: 21Shares.
  const touches = !unit && !rate && /[\p{L}]/u.test(text[end] ?? " ") && !last.scale;
  if (!made || touches) return { quantities: [], end: touches ? wordEnd(text, end) : end };
  const { quantity } = made;
  const isBare = rate !== null || (quantity?.unit === null && quantity.noun === null);
  if (isBare && !takesBareNumbers && !(first.scale || last.scale)) return { quantities: [], end };
  if (isBare && !takesBareNumbers && /^(?:19|20)\d{2}$/.test(text.slice(first.start, first.end)))
    return { quantities: [], end };
  if (isBare && !rate && isOpenAround(text, lead.start, end)) return { quantities: [], end };
  return { quantities: [made], end: made.end };
}

const wordEnd = (text: string, at: number) => at + (/^[\p{L}\d]*/u.exec(text.slice(at))?.[0].length ?? 0);
