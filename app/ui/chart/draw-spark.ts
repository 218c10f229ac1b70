/** Small drawings without a level axis: the spark line, and one of several small charts on one time axis. */
import { extent } from "d3-array";
import type { ChartSpec, Size } from "./chart-spec";
import { crisp, eventLine } from "./draw-axes";
import { drawLevel } from "./draw-level";
import { drawRuns, type Scales } from "./draw-runs";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";
import { prepare, type Prepared } from "./prepare";
import { axisForm, formatQuantity, plainUnit } from "~/ui/quantity";
import { startLabel } from "./time-axis";
import { span } from "./value-axis";

type Box = { left: number; right: number; top: number; base: number };

function scalesIn({ from, to }: Prepared, { low, high }: { low: number; high: number }, box: Box): Scales {
  const [time, level] = [Math.max(1, to - from), high - low || 1];
  return {
    x: (at) => box.left + ((at - from) / time) * (box.right - box.left),
    y: (value) => box.base - ((value - low) / level) * (box.base - box.top),
  };
}

/** The first series as a spark line in second ink, with a stated level if there is one. */
export function drawSpark(spec: ChartSpec, { width, height }: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const [series] = chart.coloured;
  const { level } = chart;
  const range = withLevel(span(chart.values), level?.value ?? null);
  const isOutside = level !== null && (level.value > range.high || level.value < range.low);
  const box = { left: 1, right: width - 4, top: 4, base: height - 4 };
  const scales = scalesIn(chart, range, isOutside ? { ...box, top: 22 } : box);
  const stated = level && drawLevel({ level, y: scales.y, range, box });
  const colour = series?.state === "down" ? "var(--ink-3)" : "var(--ink-2)";
  const last = series?.last;
  return [
    ...(stated ? [stated.line] : []),
    ...chart.events.map(({ at }) => eventLine(scales.x(at), isOutside ? 20 : 2, height - 2)),
    ...(series ? drawRuns(series, scales, { colour, width: 1.4 }) : []),
    ...(last ? [el("circle", { cx: scales.x(last.at), cy: scales.y(last.value), r: 2.2, fill: colour })] : []),
    ...(stated && isOutside ? [stated.words] : []),
  ];
}

/** A scale includes a stated value that is near; a far one stays outside. */
function withLevel({ low, high }: { low: number; high: number }, level: number | null) {
  if (level === null || level > high * 1.5 || level < low - (high - low)) return { low, high };
  return { low: Math.min(low, level), high: Math.max(high, level) };
}

/** One of several small charts: the series in its colour, the first date and its own scale printed below. */
export function drawSmall(spec: ChartSpec, { width, height }: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const [series] = chart.coloured;
  const base = height - 20;
  const scales = scalesIn(chart, span(chart.values), { left: 1, right: width - 5, top: 6, base: base - 3 });
  const last = series?.last;
  return [
    el("line", { x1: 0, x2: width, y1: crisp(base), y2: crisp(base), stroke: "var(--line-2)" }),
    ...chart.events.map(({ at }) => eventLine(scales.x(at), 2, base)),
    ...(series ? drawRuns(series, scales, { colour: series.style.colour, width: 1.75 }) : []),
    ...(last
      ? [el("circle", { cx: scales.x(last.at), cy: scales.y(last.value), r: 3.5, fill: series.style.colour })]
      : []),
    drawText(startLabel(chart.from, chart.to), 0, height - 5),
    drawText(rangeInWords(chart), width, height - 5, { anchor: "end" }),
  ];
}

/** "138 to 176", the lowest and the highest value shown; "0 to 176" on a scale from zero. */
function rangeInWords({ values, unit }: Prepared): string {
  const { low, high, startsAtZero } = span(values);
  const [least, most] = startsAtZero ? [low, high] : (extent(values) as [number, number]);
  const { form, worth } = axisForm(unit, Math.max(Math.abs(least), Math.abs(most)));
  // The page names the unit; a form of it that depends on the values is named here.
  const isKnown = unit.forms.length === 1 && !form.isTight;
  const end = { prefix: form.prefix ?? "", isTight: form.isTight ?? false };
  return `${formatQuantity(least / worth, plainUnit("", end))} to ${formatQuantity(most / worth, plainUnit(isKnown ? "" : form.word, end))}`;
}
