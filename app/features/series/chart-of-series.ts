/** Series that share one definition as a chart's spec, without React: pages, posts, frames and pictures draw the same. */
import type { ChartSpec } from "~/ui/chart/chart";
import { definitions } from "~/features/metrics/metrics";
import { beganInside, type ChartSpan } from "./chart-span";
import { type DrawnSeries, gapAfter, type Point, unitOf } from "./series-view";

export type ChartOfSeries = {
  series: DrawnSeries[];
  scale: "linear" | "log";
  span: ChartSpan;
  events: { at: string; name: string }[];
};

/** The chart of these series: the whole span, a series that began inside it from where it began. At least one series. */
export function specOf({ series, scale, span, events }: ChartOfSeries): ChartSpec {
  const first = series[0]!;
  const began = series.length === 1 ? beganInside(first, span) : null;
  return {
    series: series.map((drawn) => ({
      key: drawn.subject,
      name: drawn.subjectName,
      style: drawn.style,
      unit: unitOf(drawn),
      points: withNewest(drawn, span).map(([at, value]) => ({ at, value })),
      state: drawn.state === "stale" || drawn.state === "down" ? drawn.state : "live",
      recordedThrough: drawn.recordedThrough ?? undefined,
    })),
    unit: unitOf(first),
    from: span.from,
    to: span.to,
    isPast: span.isEarlier,
    events: began ? [...events, { at: began, name: "measured since" }] : events,
    scale,
    gapSeconds: Math.max(...series.map(({ points, step }) => gapAfter(points, step))) / 1_000,
  };
}

/** The line goes on to the value that stands above it, where its points are means of hours or of longer stretches. */
function withNewest({ points, value, asOf, definition, state }: DrawnSeries, { from, to }: ChartSpan): Point[] {
  const last = points.at(-1)?.[0];
  if (!last || value === null || !asOf || definitions[definition].datedBy === "beginning") return points;
  return state !== "archive" && asOf > last && asOf <= to && asOf >= from ? [...points, [asOf, value]] : points;
}
