/** Series that share one definition as a chart's spec, without React: pages, posts, frames and pictures draw the same. */
import type { ChartSpec } from "~/ui/chart/chart";
import { type DrawnSeries, gapAfter, unitOf } from "./series-view";
import { startOf, type Window } from "~/features/metrics/metrics";

export type ChartOfSeries = {
  series: DrawnSeries[];
  scale: "linear" | "log";
  window: Window;
  /** The end of the window, ISO: by the database's clock. */
  now: string;
  events: { at: string; name: string }[];
};

/** What the chart module draws of them. At least one series. */
export function specOf({ series, scale, window, now, events }: ChartOfSeries): ChartSpec {
  const first = series[0]!;
  const begins = startOf(window, new Date(now));
  const oldest = series.map(({ points }) => points[0]?.[0] ?? now).toSorted()[0]!;
  // A minute of data in a window of a year would be a dot at its edge: then the line has the width.
  const isShort = Date.parse(now) - Date.parse(oldest) < (Date.parse(now) - begins.getTime()) / 4;
  return {
    series: series.map((drawn) => ({
      key: drawn.subject,
      name: drawn.subjectName,
      style: drawn.style,
      unit: unitOf(drawn),
      points: drawn.points.map(([at, value]) => ({ at, value })),
      state: drawn.state === "stale" || drawn.state === "down" ? drawn.state : "live",
    })),
    unit: unitOf(first),
    from: window === "max" || isShort ? oldest : begins.toISOString(),
    to: now,
    events,
    scale,
    gapSeconds: Math.max(...series.map(({ points, step }) => gapAfter(points, step))) / 1_000,
  };
}
