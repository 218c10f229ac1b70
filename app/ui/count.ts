import { markThousands } from "./thousands";

/** A whole number as a text: "12", "−3". */
export const countInWords = (count: number): string => (count < 0 ? `−${-count}` : String(count));

/** "1 post", "12 posts"; `many` is given where it is more than an "s". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/**
 * A whole number with marks between thousands: "12,345". Without `Intl`, whose first number costs a slow phone 40 ms while it
 * takes the page over.
 */
export const inThousands = (count: number): string => markThousands(String(count));

/** The same as `counted` with marks between thousands: "12,345 posts". */
export const countedInThousands = (count: number, one: string, many = `${one}s`): string =>
  `${inThousands(count)} ${count === 1 ? one : many}`;

/** Ascending numbers as they are read out: "4", "4 and 5", "4, 6 and 8–10". */
export function numbersInWords(numbers: number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  const parts = runs.flatMap(([first, last]) =>
    last === first ? [String(first)] : last === first + 1 ? [String(first), String(last)] : [`${first}–${last}`],
  );
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
