/** A day has one value in a series, however many rows of it a provider sends. */
import { definitions, type Observation } from "~/features/metrics/metrics";
import type { Placed } from "./placed";

const day = 86_400_000;

export const beginningOfDay = (at: Date) => Math.floor(at.getTime() / day) * day;
export const isDaily = ({ definition }: Pick<Observation, "definition">) =>
  definitions[definition].datedBy === "beginning";

/**
 * One value for each moment, and one for each UTC day where the definition is daily, dated by the day's beginning. The row
 * of 00:00 is the day's; without one it is the earliest. Of two rows for the same moment the later in the answer counts.
 */
export function oneEach(given: Placed[]): Placed[] {
  const kept = new Map<string, Placed>();
  for (const row of given) {
    if (Number.isNaN(row.at.getTime())) continue;
    const moment = isDaily(row) ? beginningOfDay(row.at) : row.at.getTime();
    const key = `${row.seriesId} ${moment}`;
    const other = kept.get(key);
    if (!other || row.at.getTime() <= other.at.getTime()) kept.set(key, row);
  }
  return [...kept.values()].map((row) => (isDaily(row) ? { ...row, at: new Date(beginningOfDay(row.at)) } : row));
}
