/** Which values are believed. What is not goes into quarantine with the reason, and enters no chart. */
import { compareDecimals, scaled, toDecimal } from "./decimal";
import { type Definition, definitions } from "./definitions";
import type { Observation } from "./observation";

/** Clocks differ a little; data from later than that is from the future. */
const tolerance = 60_000;
const oldest = Date.UTC(2015, 0, 1);

/** Why an observation can't be right whatever came before it; null when it can. */
export function faultIn({ at, value, definition }: Observation, now: Date): string | null {
  if (Number.isNaN(at.getTime())) return "its time is no time";
  if (at.getTime() > now.getTime() + tolerance) return "it is from the future";
  if (at.getTime() < oldest) return "it is older than Ethereum";
  if (toDecimal(value) === null) return "it is no number";
  if (value.startsWith("-")) return "it is negative";
  const { ceiling } = definitions[definition];
  if (compareDecimals(value, ceiling) > 0) return `it is above ${ceiling}`;
  return null;
}

/** Whether a value leaps so far from the usual one that something independent must confirm it. */
export function leaps(value: string, usual: string | null, { jump }: Pick<Definition, "jump">): boolean {
  if (jump === null || usual === null || scaled(usual) === 0n) return false;
  const factor = BigInt(jump);
  return scaled(value) > scaled(usual) * factor || scaled(value) * factor < scaled(usual);
}

/** Days before and after a day whose values say what is usual there. */
const before = 30;
const after = 15;
/** Fewer neighbours say nothing. */
const fewest = 3;

/** A value by the beginning of its day, in ms. */
export type Days = ReadonlyMap<number, string>;

/** The median of the days around one, itself left out; null where there are too few. */
export function usualAround(days: Days, at: number): string | null {
  const near: string[] = [];
  for (let away = -before; away <= after; away++) {
    const value = away === 0 ? undefined : days.get(at + away * 86_400_000);
    if (value !== undefined) near.push(value);
  }
  if (near.length < fewest) return null;
  return near.toSorted(compareDecimals)[Math.floor(near.length / 2)]!;
}

/**
 * Whether a day's value can be believed at once, new or revised: it is near what is usual around its day, or near what was
 * believed of the day so far. Where nothing is known yet, everything is.
 */
export function isPlausible(
  value: string,
  { usual, stored }: { usual: string | null; stored: string | null },
  rules: Pick<Definition, "jump">,
): boolean {
  // A zero that was believed is no measure for what comes after it.
  const known = [usual, stored !== null && scaled(stored) !== 0n ? stored : null].filter((one) => one !== null);
  return known.length === 0 || known.some((one) => !leaps(value, one, rules));
}

/** Whether a second value says the same as one that was held back: within a half of it. */
export function confirms(value: string, held: string): boolean {
  const difference = scaled(value) - scaled(held);
  return (difference < 0n ? -difference : difference) * 2n <= scaled(held);
}

/** Whether a held value may be confirmed by the same provider at all: publishers fill days that they have not counted with zeros, again and again. */
export const canConfirmItself = (value: string) => scaled(value) !== 0n;
