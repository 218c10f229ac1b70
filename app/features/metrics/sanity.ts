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

/** Whether a value leaps so far from the usual one that a second run must confirm it. */
export function leaps(value: string, usual: string | null, { jump }: Pick<Definition, "jump">): boolean {
  if (jump === null || usual === null || scaled(usual) === 0n) return false;
  const factor = BigInt(jump);
  return scaled(value) > scaled(usual) * factor || scaled(value) * factor < scaled(usual);
}

/** Whether a second value says the same as one that was held back: within a half of it. */
export function confirms(value: string, held: string): boolean {
  const difference = scaled(value) - scaled(held);
  return (difference < 0n ? -difference : difference) * 2n <= scaled(held);
}
