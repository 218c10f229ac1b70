/**
 * Finds the numbers of a text that could be claims. It works on words that a reader sees: without code, addresses and list
 * numbers. Dates, versions, EIPs and names with digits are no quantities.
 */
import { blankQuantity, makeQuantity, type Shape } from "./make-quantity";
import { blankLookalikes } from "./number-lookalikes";
import { type Lead, leadOf } from "./number-surroundings";
import { inPercent, plainDecimal, readSpelledFraction } from "./numerals";
import { type Part, readPart, readUnitAt } from "./numeral-with-unit";
import type { FoundQuantity, Quantity } from "./quantity";
import { type Rational, rational } from "./rational";

type Options = { takesBareNumbers: boolean };

/** All quantities of a text in their order. With `takesBareNumbers`, numbers without unit or noun are among them. */
export function findQuantities(
  original: string,
  { takesBareNumbers }: Options = { takesBareNumbers: false },
): FoundQuantity[] {
  const text = blankLookalikes(original.slice(0, 100_000));
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
    if (!part) {
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
  const fraction = readSpelledFraction(rest);
  if (!fraction) return null;
  const end = at + fraction.length;
  const part: Part = {
    start: at,
    end,
    numeral: { length: fraction.length, value: inPercent(fraction.value), digits: 2, trailingZeros: 0, hasPoint: true },
    scale: null,
    currency: null,
    sign: "",
  };
  const made = makeQuantity(text, [part], end, end, "%", "=", at);
  return made && { start: made.start, end: made.end, quantity: made.quantity, questions: made.questions };
}

type Read = { quantities: Omit<FoundQuantity, "text">[]; end: number };

/** The quantities that begin with this number: it alone, a range, a list that shares a unit, or a value with its tolerance. */
function readFrom(text: string, first: Part, takesBareNumbers: boolean): Read {
  const minutes = /^(\d+)\s?m(?:in)?\s?(\d+)\s?s\b/.exec(text.slice(first.start, first.start + 20));
  if (minutes) {
    const seconds = plainDecimal(rational(BigInt(minutes[1]!) * 60n + BigInt(minutes[2]!)));
    const end = first.start + minutes[0].length;
    const quantity: Quantity = {
      ...blankQuantity,
      kind: "duration",
      lo: seconds,
      hi: seconds,
      loDigits: 3,
      hiDigits: 3,
      unit: "s",
    };
    return { quantities: [{ start: first.start, end, quantity, questions: [] }], end };
  }
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
      return single(text, [first, second], "range", lead, takesBareNumbers);
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

function single(text: string, parts: [Part] | [Part, Part], how: Shape, lead: Lead, takesBareNumbers: boolean): Read {
  const last = parts.at(-1)!;
  let end = last.end;
  let comparator = lead.comparator;
  const plusBefore = /^\+(?!\d)/.exec(text.slice(end, end + 2));
  if (plusBefore) end++;
  const unit = readUnitAt(text, end);
  if (unit) end = unit.end;
  const plusAfter = /^\+(?![\d/])/.exec(text.slice(end, end + 2));
  if (plusAfter) end++;
  if ((plusBefore || plusAfter) && how === "one") comparator = "≥";
  const currency = last.currency ?? parts[0].currency;
  const unitId = currency ?? unit?.unit ?? null;
  const made = makeQuantity(text, parts, last.end, end, unitId, how === "one" ? comparator : "range", lead.start, how);
  // A number that touches a word is part of a name: 21Shares.
  const touches = !unit && /[\p{L}]/u.test(text[end] ?? " ") && !parts.at(-1)!.scale;
  if (!made || touches) return { quantities: [], end: touches ? wordEnd(text, end) : end };
  const { quantity } = made;
  const isBare = quantity?.unit === null && quantity.noun === null;
  if (isBare && !takesBareNumbers && !(parts[0].scale || parts.at(-1)!.scale)) return { quantities: [], end };
  if (isBare && !takesBareNumbers && /^(?:19|20)\d{2}$/.test(text.slice(parts[0].start, parts[0].end)))
    return { quantities: [], end };
  return { quantities: [made], end: made.end };
}

const wordEnd = (text: string, at: number) => at + (/^[\p{L}\d]*/u.exec(text.slice(at))?.[0].length ?? 0);
