/** A sum of recorded members as a lower bound of their group, without the database. */
import { type DefinitionId, type MetricId, shownUnit, type Unit } from "~/features/metrics/metrics";
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

/** "at least 255 TPS (13 chains recorded)". */
export const lowerBoundInWords = ({ definition, atLeast, members }: LowerBound) =>
  `at least ${formatQuantity(atLeast, shownUnit(definition, null))} (${members.length} ${members.length === 1 ? "chain" : "chains"} recorded)`;
