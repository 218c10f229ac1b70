/** A chart in words: its text alternative, and the texts of single values. */
import type { ChartSeries, ChartSpec } from "./chart-spec";
import { formatChange, formatQuantity, type ShownUnit } from "~/ui/quantity";
import { type Dot, toDots, usualStep } from "./runs";
import { spanInWords, writeDay } from "./time-axis";

/** One series within a span: its last value and time, its change, its highest value. */
export function findingOf(
  series: ChartSeries,
  span: { unit?: ShownUnit; from?: string | undefined; to?: string | undefined; isPast?: boolean | undefined } = {},
) {
  const [from, to] = [Date.parse(span.from ?? ""), Date.parse(span.to ?? "")];
  const dots = toDots(series.points).filter(
    (dot): dot is Dot => dot.value !== null && !(dot.at < from) && !(dot.at > to),
  );
  const [first, last] = [dots[0], dots.at(-1)];
  if (!first || !last) return null;
  const step = usualStep(dots);
  // Yesterday's mean is the newest possible daily value.
  const isNow = !span.isPast && (series.state ?? "live") === "live" && to - last.at <= Math.max(2.5 * step, 120_000);
  const high = dots.reduce((highest, dot) => (dot.value > highest.value ? dot : highest));
  return {
    first,
    last,
    high,
    isNow,
    change: formatChange(first.value, last.value, series.unit ?? span.unit),
    length: last.at - first.at,
  };
}

function sayOne(series: ChartSeries, spec: Pick<ChartSpec, "unit" | "from" | "to" | "isPast">): string {
  const finding = findingOf(series, spec);
  if (!finding) return `${series.name}: no data`;
  const { first, last, high, isNow, change, length } = finding;
  const unit = series.unit ?? spec.unit;
  const value = formatQuantity(last.value, unit);
  const parts = [`${series.name}: ${value} ${isNow ? "now" : `on ${writeDay(last.at)}`}`];
  if (first !== last && change)
    parts.push(`${change.startsWith("0\u00a0") ? "unchanged" : change} in ${spanInWords(length)}`);
  if (high.value > last.value) parts.push(`high ${formatQuantity(high.value, unit)} on ${writeDay(high.at)}`);
  return parts.join(", ");
}

/** "Base: 142 tx/s now, +12 % in 30 days, high 171 tx/s on 3 Nov; Arbitrum: …". The accessible name of a drawing. */
export function chartName(spec: Pick<ChartSpec, "series" | "unit" | "from" | "to" | "isPast">): string {
  if (spec.series.length === 0) return "No data";
  const said = spec.series.slice(0, 6).map((series) => sayOne(series, spec));
  const more = spec.series.length - said.length;
  return said.join("; ") + (more > 0 ? `; and ${more} more` : "");
}
