/** Small drawings without a level axis: the spark line, and one of several small charts on one time axis. */
import type { ChartSpec, Size } from "./chart-spec";
import { crisp, outside } from "./draw-line";
import { drawRuns, type Scales } from "./draw-runs";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";
import { prepare, type Prepared } from "./prepare";
import { formatQuantity } from "./quantity";
import { timeTicks, writeDay } from "./time-axis";
import { span } from "./value-axis";

function scalesIn(
  chart: Prepared,
  low: number,
  high: number,
  box: { left: number; right: number; top: number; base: number },
): Scales {
  const [time, level] = [Math.max(1, chart.to - chart.from), high - low || 1];
  return {
    x: (at) => box.left + ((at - chart.from) / time) * (box.right - box.left),
    y: (value) => box.base - ((value - low) / level) * (box.base - box.top),
  };
}

const eventLines = (chart: Prepared, { x }: Scales, top: number, base: number) =>
  chart.events.map(({ at }) =>
    el("line", {
      x1: crisp(x(at)),
      x2: crisp(x(at)),
      y1: top,
      y2: base,
      stroke: "var(--ink-3)",
      "stroke-dasharray": "2 3",
    }),
  );

/** The first series as a spark line in second ink; a level that does not fit is a broken line at the top with words. */
export function drawSpark(spec: ChartSpec, { width, height }: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const [series] = chart.coloured;
  const range = span(chart.values);
  const { level } = chart;
  const fits = level !== null && level.value <= range.high * 1.5 && level.value >= range.low - (range.high - range.low);
  const [low, high] =
    level && fits ? [Math.min(range.low, level.value), Math.max(range.high, level.value)] : [range.low, range.high];
  const top = level && !fits ? 20 : 4;
  const scales = scalesIn(chart, low, high, { left: 1, right: width - 4, top, base: height - 4 });
  const last = series?.last;
  return [
    ...(level
      ? [
          el("line", {
            x1: 1,
            x2: width - 4,
            y1: crisp(fits ? scales.y(level.value) : 2),
            y2: crisp(fits ? scales.y(level.value) : 2),
            stroke: "var(--signal)",
            "stroke-dasharray": fits ? "5 3" : "9 5 1.5 5",
          }),
          ...(fits
            ? []
            : [drawText(`${level.name}, ${outside(level.value, { low, high })}`, 1, 16, { fill: "var(--signal)" })]),
        ]
      : []),
    ...eventLines(chart, scales, top, height - 2),
    ...(series
      ? drawRuns(series, scales, { colour: series.state === "down" ? "var(--ink-3)" : "var(--ink-2)", width: 1.4 })
      : []),
    ...(last ? [el("circle", { cx: scales.x(last.at), cy: scales.y(last.value), r: 2.2, fill: "var(--ink-2)" })] : []),
  ];
}

/** One of several small charts: the series in its colour, the first date and its own scale printed below. */
export function drawSmall(spec: ChartSpec, { width, height }: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const [series] = chart.coloured;
  const { low, high } = span(chart.values);
  const base = height - 20;
  const scales = scalesIn(chart, low, high, { left: 1, right: width - 5, top: 6, base: base - 3 });
  const last = series?.last;
  const [first] = timeTicks(chart.from, chart.to);
  return [
    el("line", { x1: 0, x2: width, y1: crisp(base), y2: crisp(base), stroke: "var(--line-2)" }),
    ...eventLines(chart, scales, 2, base),
    ...(series ? drawRuns(series, scales, { colour: series.style.colour, width: 1.75 }) : []),
    ...(last
      ? [el("circle", { cx: scales.x(last.at), cy: scales.y(last.value), r: 3.5, fill: series.style.colour })]
      : []),
    ...(first && chart.to > 0 ? [drawText(writeDay(first.at), 0, height - 5)] : []),
    ...(chart.values.length > 0 ? [drawText(rangeInWords(chart), width, height - 5, { anchor: "end" })] : []),
  ];
}

/** "138 to 176", the lowest and the highest value shown, or "0 to 176" on a scale from zero. */
function rangeInWords(chart: Prepared): string {
  const { low, high, startsAtZero } = span(chart.values);
  const [least, most] = startsAtZero ? [low, high] : extremes(chart.values);
  const bare = (value: number) => (chart.unit === "USD" ? formatQuantity(value, "USD") : formatQuantity(value, ""));
  return chart.unit === "USD" || !isConverted(chart.unit)
    ? `${bare(least)} to ${bare(most)}`
    : `${formatQuantity(least, chart.unit)} to ${formatQuantity(most, chart.unit)}`;
}

const isConverted = (unit: string) => ["wei", "gwei", "s", "ms", "min", "ratio", "times"].includes(unit);
const extremes = (values: number[]): [number, number] => [
  values.reduce((least, value) => Math.min(least, value)),
  values.reduce((most, value) => Math.max(most, value)),
];
