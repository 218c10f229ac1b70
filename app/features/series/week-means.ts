/** Days smoothed for small charts. */
import type { Point } from "./series-view";

const day = 86_400_000;
/** From this many days on a small chart shows seven-day means. */
const leastDays = 90;
/** A mean of a week may lack one of its days. */
const leastOfWeek = 6;

/**
 * Each day as the mean of the seven days that end with it, for charts alone: numbers as doubles. Days before which more than
 * one is missing are left out, so that a gap stays a gap. Null where there are too few days to smooth.
 */
export function weekMeans(days: Point[]): Point[] | null {
  if (days.length < leastDays) return null;
  const known = days.map(([at, value]) => ({ at, time: Date.parse(at), value: Number(value) }));
  let from = 0;
  return known.flatMap(({ at, time }, index): Point[] => {
    while (known[from]!.time <= time - 7 * day) from += 1;
    const week = known.slice(from, index + 1);
    if (week.length < leastOfWeek) return [];
    return [[at, String(week.reduce((sum, { value }) => sum + value, 0) / week.length)]];
  });
}
