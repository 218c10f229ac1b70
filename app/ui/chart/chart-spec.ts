/** The input of a chart, independent of the forum: series, a unit, a span of time, events. */
import type { SeriesStyle } from "./series-style";

import type { ShownUnit, Value } from "~/ui/quantity";

export type ChartPoint = {
  /** ISO 8601. */
  at: string;
  value: Value;
  /** Not final yet: the segment that ends here is dashed. */
  provisional?: boolean;
};

export type ChartSeries = {
  key: string;
  name: string;
  /** Its colour, end mark and dash; without one it is drawn in second ink with a long dash and the next mark. */
  style?: SeriesStyle | undefined;
  points: ChartPoint[];
  /** Only where it differs from the chart's: then the series can be named and listed, and not drawn on one axis. */
  unit?: ShownUnit | undefined;
  /** `stale`: goes on as a grey dotted line to the end of the span; `down`: all of it is grey. */
  state?: "live" | "stale" | "down";
  /** ISO: up to here its values are recorded history, drawn thinner than what is measured after it. */
  recordedThrough?: string | undefined;
};

/** An event, drawn as a dashed line with its name. */
export type ChartEvent = { at: string; name: string };

/** A value to compare with, drawn as a dashed level; outside the scale, as a broken line at the top. */
export type ChartLevel = { value: Value; name: string };

export type ChartSpec = {
  series: ChartSeries[];
  /** How its values are written. */
  unit: ShownUnit;
  /** The span shown, ISO; without it, from the first point to the last. */
  from?: string | undefined;
  to?: string | undefined;
  /** The span ended long ago: its last value gets a date, never "now". */
  isPast?: boolean | undefined;
  events?: ChartEvent[] | undefined;
  level?: ChartLevel | undefined;
  /** `log` only when somebody asked for it; the chart says so. */
  scale?: "linear" | "log" | undefined;
  /** Points further apart than this have a gap between them; default 2.5 times the usual distance. */
  gapSeconds?: number | undefined;
};

export type Size = { width: number; height: number };
