import { markThousands } from "./thousands";

/** Decimals without a double in between: digits × 10^power. */
export type Exact = { digits: bigint; power: number };

/** A rounded quotient: count × 10^−places; `decade` is the power of ten of its first digit. */
export type Rounded = { count: bigint; places: number; decade: number };

const shape = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i;
const longest = 600;

/** A decimal string or double; null for what is no number, NaN and the infinities. */
export function exactOf(value: number | string | null | undefined): Exact | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  const found = text.length > longest ? null : shape.exec(text);
  if (!found || !Number.isFinite(Number(text))) return null;
  const [, sign, whole = "", part = "", power = "0"] = found;
  return { digits: BigInt(`${sign === "-" ? "-" : ""}${whole}${part}`), power: Number(power) - part.length };
}

/** −1, 0 or 1. */
export function compareExact(a: Exact, b: Exact): number {
  const least = Math.min(a.power, b.power);
  const difference = a.digits * 10n ** BigInt(a.power - least) - b.digits * 10n ** BigInt(b.power - least);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const sizeOf = (whole: bigint) => String(whole).length;

/** |value| ÷ worth, to three digits or, up to 9,999, to a whole number; half is rounded up. `worth` is above 0. */
export function round(value: Exact, worth: Exact): Rounded {
  const a = value.digits < 0n ? -value.digits : value.digits;
  if (a === 0n) return { count: 0n, places: 0, decade: 0 };
  const power = value.power - worth.power;
  const more = Math.max(0, 4 + sizeOf(worth.digits) - sizeOf(a));
  const decade = sizeOf((a * 10n ** BigInt(more)) / worth.digits) - 1 - more + power;
  const places = decade === 3 ? 0 : 2 - decade;
  const shift = places + power;
  const [over, under] =
    shift >= 0 ? [a * 10n ** BigInt(shift), worth.digits] : [a, worth.digits * 10n ** BigInt(-shift)];
  const count = (2n * over + under) / (2n * under);
  // Rounding up may have added a digit.
  return { count, places, decade: sizeOf(count) - 1 - places };
}

/** count × 10^−places in figures, without needless zeros, thousands parted by commas. */
export function decimalText(count: bigint, places: number): string {
  const digits = (places < 0 ? count * 10n ** BigInt(-places) : count).toString();
  const padded = places > 0 ? digits.padStart(places + 1, "0") : digits;
  const whole = places > 0 ? padded.slice(0, -places) : padded;
  const part = places > 0 ? padded.slice(-places).replace(/0+$/, "") : "";
  return markThousands(whole) + (part ? `.${part}` : "");
}
