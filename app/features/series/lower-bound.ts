/** A sum of recorded members as a lower bound of their group, without the database. */
import { compareDecimals, type DefinitionId, type MetricId, shownUnit, type Unit } from "~/features/metrics/metrics";
import { formatQuantity } from "~/ui/quantity";

export type LowerBound = {
  group: string;
  groupName: string;
  metric: MetricId;
  definition: DefinitionId;
  unit: Unit;
  /** The day it is of, UTC, as `2026-02-13`. */
  day: string;
  /** The sum, a decimal string in `unit`: the group has done this or more. */
  atLeast: string;
  /** Whose recorded values of that day are in it, the largest first. */
  members: { subject: string; name: string; value: string }[];
  /** Members of the group that nobody recorded on that day. */
  missing: { subject: string; name: string }[];
};

/**
 * The middle one of these by its sum; of an even number the smaller of the two in the middle, so that it is a day that
 * was. "At least 255 TPS" for a week is the median of the daily sums, not the sum of the chains' medians.
 */
export function medianBound(bounds: LowerBound[]): LowerBound | null {
  const inOrder = bounds.toSorted((a, b) => compareDecimals(a.atLeast, b.atLeast));
  return inOrder[Math.floor((inOrder.length - 1) / 2)] ?? null;
}

/** "at least 255 TPS (13 chains recorded)". */
export const lowerBoundInWords = ({ definition, atLeast, members }: LowerBound) =>
  `at least ${formatQuantity(atLeast, shownUnit(definition, null))} (${members.length} ${members.length === 1 ? "chain" : "chains"} recorded)`;
