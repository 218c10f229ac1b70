/** Numbers and dates as sentences of the ledger say them. */
import { formatDate } from "~/ui/dates";
import { compare, decimal, magnitude, type Rational, toDecimal, toDigits } from "./rational";
import { markThousands } from "~/ui/thousands";

/** A decimal with its thousands apart: 10,808,882.5. */
export const grouped = (text: string) => text.replace(/^-?\d+/, markThousands);

/** A value with at most four significant digits, whole numbers in full: 10,808,882 · 125.1 · 0.4899. */
export function shortNumber(value: Rational): string {
  if (value.d === 1n) return grouped(toDecimal(value, 0));
  return grouped(magnitude(value) >= 4 ? toDecimal(value, 0) : toDigits(value, 4));
}

const unitWords: Record<string, string> = {
  "tx/s": "TPS",
  "tx/d": "transactions a day",
  "uop/s": "UOPS",
  "uop/d": "user operations a day",
  "%": "%",
  "×": "×",
  count: "",
};

/** A value with its unit: `125.1 TPS`, `$38,000,000,000`, `49 %`. */
export function withUnit(value: string, unit: string): string {
  const number = shortNumber(decimal(value));
  if (unit === "USD") return `$${number}`;
  const words = unitWords[unit] ?? unit;
  return words ? `${number} ${words}`.replace(" ×", "×") : number;
}

/** An interval in words: "142 TPS", "at least 60 %", "up to 70 %", "$16–19 B" as two numbers. */
export function intervalInWords(lo: string | null, hi: string | null, unit: string): string {
  if (lo === null && hi === null) return "any value";
  if (lo === null) return `at most ${withUnit(hi!, unit)}`;
  if (hi === null) return `at least ${withUnit(lo, unit)}`;
  if (compare(decimal(lo), decimal(hi)) === 0) return withUnit(lo, unit);
  return `${withUnit(lo, unit)} to ${withUnit(hi, unit)}`;
}

/** `13–19 Feb 2026`, `28 Jan – 3 Feb 2026`. */
export function daysInWords(from: string, to: string): string {
  if (from === to) return formatDate(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatDate(to)}`;
  if (from.slice(0, 4) === to.slice(0, 4)) return `${formatDate(from).replace(/ \d{4}$/, "")} – ${formatDate(to)}`;
  return `${formatDate(from)} – ${formatDate(to)}`;
}
