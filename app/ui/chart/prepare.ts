/** A spec ready to draw: dates and decimals as numbers, the span, the style of each series. */
import type { ChartSpec } from "./chart-spec";
import { type ShownUnit, toNumber } from "~/ui/quantity";
import { type Dot, toDots, toRuns } from "./runs";
import { type SeriesStyle, stylesOf } from "./series-style";

/** More series than this are grey hairlines. */
export const mostColoured = 5;

export type DrawnSeries = {
  name: string;
  style: SeriesStyle;
  state: "live" | "stale" | "down";
  /** Stretches without a gap, in the span. */
  runs: Dot[][];
  last: Dot | null;
  /** Up to this moment it is recorded history, and after it not; null where all of it is one of them. */
  recordedThrough: number | null;
};

export type Prepared = {
  unit: ShownUnit;
  from: number;
  to: number;
  coloured: DrawnSeries[];
  rest: DrawnSeries[];
  values: number[];
  events: { at: number; name: string }[];
  level: { value: number; name: string } | null;
  isLog: boolean;
};

export function prepare(spec: ChartSpec): Prepared {
  const isLog = spec.scale === "log";
  const all = spec.series.map((series) => toDots(series.points));
  const times = all.flatMap((dots) => dots.map((dot) => dot.at));
  const from = parsed(spec.from) ?? times.reduce((least, at) => Math.min(least, at), Infinity);
  const to = parsed(spec.to) ?? times.reduce((most, at) => Math.max(most, at), -Infinity);
  const styles = stylesOf(spec.series);
  const isAlone = spec.series.length === 1;

  const series = spec.series.map((given, index): DrawnSeries => {
    // A log scale has no place for zero and below: those are gaps in it.
    const dots = all[index]!.filter((dot) => dot.at >= from && dot.at <= to).map((dot) =>
      isLog && dot.value !== null && dot.value <= 0 ? { at: dot.at, value: null } : dot,
    );
    const runs = toRuns(dots, spec.gapSeconds === undefined ? undefined : spec.gapSeconds * 1000);
    const style = styles[index]!;
    const state = given.state ?? "live";
    const colour = state === "down" ? "var(--ink-3)" : style.colour;
    const [first, last] = [runs[0]?.[0], runs.at(-1)?.at(-1)];
    const seam = parsed(given.recordedThrough);
    return {
      name: given.name,
      state,
      runs,
      last: last ?? null,
      recordedThrough: seam !== null && first && last && first.at <= seam && last.at > seam ? seam : null,
      style: { ...style, colour, dash: isAlone ? undefined : style.dash },
    };
  });
  const level = spec.level ? toNumber(spec.level.value) : null;
  return {
    unit: spec.unit,
    from: Number.isFinite(from) ? from : 0,
    to: Number.isFinite(to) ? Math.max(to, from) : 0,
    coloured: series.slice(0, mostColoured),
    rest: series.slice(mostColoured),
    values: series.flatMap(({ runs }) => runs.flatMap((run) => run.map((dot) => dot.value))),
    events: (spec.events ?? [])
      .map(({ at, name }) => ({ at: Date.parse(at), name }))
      .filter(({ at }) => at >= from && at <= to)
      .toSorted((a, b) => a.at - b.at),
    level: level === null ? null : { value: level, name: spec.level!.name },
    isLog,
  };
}

const parsed = (iso: string | undefined) => {
  const time = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isFinite(time) ? time : null;
};
