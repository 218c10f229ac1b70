/** When a delivery is tried again, and when a webhook is given up. */

const minute = 60;
const hour = 60 * minute;

/** Seconds before the second, third … attempt: nine more in a little more than three days. */
const waits = [
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** Attempts of a delivery in all. */
export const mostTries = waits.length + 1;
/** What is added to a wait at most, so that what failed together doesn't come again together. */
const jitter = 0.1;

/** Seconds until the next attempt after so many; null when there is none. `dice` is from 0 up to 1. */
export function waitAfter(tries: number, dice: number): number | null {
  const wait = waits[tries - 1];
  return wait === undefined ? null : Math.round(wait * (1 + jitter * dice));
}

/** Seconds for which nothing else is sent to an address that failed so many times in a row. */
export const restAfter = (failures: number) => Math.min(5 * 2 ** (failures - 1), 5 * minute);

const day = 24 * hour * 1_000;
/** Milliseconds of nothing but failures after which a webhook is turned off. */
export const givenUpAfter = 5 * day;
/** For how many days events and the log of their deliveries are kept. */
export const daysKept = 14;
/** For how many hours the secret before a new one signs too. */
export const hoursOfBoth = 24;
