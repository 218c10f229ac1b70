/** A series as screens, frames and files show it. Everything in it can be sent as JSON. */
import { groupBy } from "~/platform/group-by";
import { formatDate } from "~/ui/dates";
import type { SeriesStyle } from "~/ui/chart/chart";
import { creditsOfProviders } from "~/features/metrics/metrics";
import type { DefinitionId } from "~/features/metrics/metrics";
import type { GasToken } from "~/features/chains/chains";
import { shownUnit } from "~/features/metrics/metrics";
import type { MetricId, Unit } from "~/features/metrics/metrics";
import type { SeriesState } from "~/features/metrics/metrics";
import { freshnessInWords } from "~/ui/age";
import type { LowerBound } from "./lower-bound";
import { quantityParts, type ShownUnit } from "~/ui/quantity";

/** When and how much; the value is a decimal string. */
export type Point = [at: string, value: string];

export type ProviderCard = {
  key: string;
  name: string;
  homepage: string;
  licence: string;
  /** Whose values a recorded series is made of, the newest first; each is credited. */
  origins?: { name: string; homepage: string; licence: string }[];
};

/** Recorded values of one origin in a series: from when to when, whose they are and under which licence. */
export type RecordedSpan = {
  /** Days as `2026-06-02`. */
  from: string;
  to: string;
  values: number;
  name: string;
  homepage: string;
  licence: string;
  note: string;
};

export type SeriesView<D extends DefinitionId = DefinitionId> = {
  subject: string;
  subjectName: string;
  /** How it is drawn in charts; undefined for what is no chain or group of the registry. */
  style?: SeriesStyle | undefined;
  metric: MetricId;
  definition: D;
  /** The unit in which its values are stored. */
  unit: Unit;
  /** What the chain's fees are paid in; null where that is not known, and for a group. */
  token: GasToken | null;
  provider: ProviderCard | null;
  state: SeriesState;
  /** The moment up to which the newest value speaks, ISO; null when there is none yet. */
  asOf: string | null;
  /** The newest value; null when there is none yet. */
  value: string | null;
  /** Seconds since `asOf`. */
  age: number | null;
  block: number | null;
  isFinal: boolean;
  /** What another provider or node says otherwise, in a sentence; null when nobody does. */
  dispute: string | null;
  /** Why there is no such figure, in a sentence; null where there can be. */
  unsupported: string | null;
  /** The last day that the archive has of it, as `2026-06-02`; null where nothing is recorded. */
  recordedTo: string | null;
  /** Who recorded the history of a series that another provider goes on with; null elsewhere. */
  recordedBy: ProviderCard | null;
};

export type DrawnSeries<D extends DefinitionId = DefinitionId> = SeriesView<D> & {
  points: Point[];
  /** What a point is: a value as it came, the mean of an hour, of a day. */
  step: "raw" | "hour" | "day";
  /** The last of the points that is recorded history and not the provider's own, ISO; null when none is. Up to it the line is history. */
  recordedThrough: string | null;
  /** When its first value is of, ISO, where that lies inside the time drawn; null or absent where it is older. */
  beganAt?: string | null | undefined;
  /** When its newest value is of, ISO, where it has none in the time drawn. */
  endedAt?: string | null | undefined;
  /** What should keep it live and does not, as in "Base’s nodes can’t be reached, next try 03:58 UTC". */
  liveNote?: string | null | undefined;
  /** Of a group without a value of its own, what its members are known to have done together. */
  bound?: LowerBound | null | undefined;
};

/** A number among others: what it is called there, its days, and its change over the last seven, as in "+4 %". */
export type Shown = {
  series: SeriesView;
  label: string;
  points: Point[];
  change: string | null;
  /** Of a group without a value of its own, what its members are known to have done together. */
  bound?: LowerBound | null;
};

/** Whose values these series show, as it stands beside them: providers, and who recorded the history before theirs. Each once. */
export const creditsOf = (series: DrawnSeries[]): string[] =>
  creditsOfProviders(
    series.flatMap(({ provider, recordedBy, recordedThrough }) => [provider, recordedThrough ? recordedBy : null]),
  );

/** Whether values come as they should, even if they are not final or somebody says otherwise. */
export const isFresh = (state: SeriesState) => state === "live" || state === "provisional" || state === "disputed";

/** How the values of a series are written; two series whose units have the same key may stand on one axis. */
export const unitOf = ({ definition, token }: Pick<SeriesView, "definition" | "token">): ShownUnit =>
  shownUnit(definition, token ?? null);

/** The series that may share an axis, the largest group first: fees in ETH and fees in POL can't be compared. */
export function groupByUnit<S extends SeriesView>(series: S[]): S[][] {
  const groups = groupBy(series, (one) => unitOf(one).key);
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
}

/** Numbers of several chains by one definition: those that have a value. */
export type Strip = {
  definition: DefinitionId;
  shown: Shown[];
  /** What should keep them live and does not, each sentence once, without its stop. */
  liveNotes: string[];
};

/** The newest value as number and unit; null when there is none. */
export const figureOfView = (view: SeriesView): { text: string; unit: string } | null =>
  view.value === null ? null : quantityParts(view.value, unitOf(view));

/** How it stands, in words: "live", "stale, 9 h old", "recorded, to 2 Jun 2026", "no data since …" (the date is put there by the page). */
export function stateInWords({
  state,
  age,
  asOf,
  recordedTo,
}: Pick<SeriesView, "state" | "age" | "asOf" | "recordedTo">): string {
  switch (state) {
    case "archive":
      return recordedTo ? `recorded, to ${formatDate(recordedTo)}` : "recorded";
    case "live":
      return "live";
    case "provisional":
      return "provisional";
    case "disputed":
      return "providers differ";
    case "stale":
      return freshnessInWords("stale", age ?? 0);
    case "unsupported":
      return "not measured here";
    case "down":
      return asOf === null ? "no value yet" : freshnessInWords("down", age ?? 0);
  }
}

/** The largest distance between two points that is no gap, in milliseconds. Points that were thinned out are further apart than a step. */
export function gapAfter(points: Point[], step: DrawnSeries["step"]): number {
  const distances = points
    .slice(1)
    .map(([at], index) => Date.parse(at) - Date.parse(points[index]![0]))
    .toSorted((a, b) => a - b);
  const usual = distances[Math.floor(distances.length / 2)] ?? 0;
  if (step === "raw") return Math.max(3 * usual, 60_000);
  return 1.5 * Math.max(usual, step === "day" ? 86_400_000 : 3_600_000);
}
