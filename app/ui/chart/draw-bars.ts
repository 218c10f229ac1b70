/** Bars: one series over time, or the last values of several, the largest on top. Always from zero. */
import { scaleLinear } from "d3-scale";
import type { ChartSpec, Size } from "./chart-spec";
import { crisp, drawDates, drawEvents, drawLevels, type Frame, scalesOf } from "./draw-line";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";
import { prepare } from "./prepare";
import { formatQuantity } from "./quantity";
import { type Dot, thin, usualStep } from "./runs";
import { textWidth } from "./text-width";
import { valueAxis } from "./value-axis";

/** What is inside the `<svg>` of a bar chart. */
export function drawBars(spec: ChartSpec, size: Size): Markup[] {
  return spec.series.length > 1 ? drawRanking(spec, size) : drawColumns(spec, size);
}

function drawColumns(spec: ChartSpec, size: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const axis = valueAxis(chart.values, chart.unit, { isBars: true });
  const [series] = chart.coloured;
  const all = series?.runs.flat() ?? [];
  const value = series?.last ? formatQuantity(series.last.value, chart.unit) : "";
  const numbers = Math.max(...axis.ticks.map(({ label }) => textWidth(label, 12)));
  const frame: Frame = {
    left: numbers + 10,
    right: size.width - Math.max(12, textWidth(value, 13, true) + 14),
    top: chart.events.length > 0 ? 40 : 26,
    base: size.height - 26,
  };
  const step = usualStep(all) || 1;
  // Half a bar's room at both ends, so that none is cut.
  const scales = scalesOf({ from: chart.from - step / 2, to: chart.to + step / 2 }, axis, frame);
  const pitch = scales.x(chart.from + step) - scales.x(chart.from);
  const dots = pitch < 1 ? thin(all, (frame.right - frame.left) / 2) : all;
  const width = Math.min(Math.max(pitch * 0.6, 0.75), 40);
  const zero = scales.y(0);
  const bar = (dot: Dot) => {
    const [x, y] = [scales.x(dot.at), scales.y(dot.value)];
    const paint = dot.provisional
      ? { fill: "none", stroke: series!.style.colour, "stroke-dasharray": "1.5 2" }
      : { fill: series!.style.colour };
    return el("rect", {
      x: x - width / 2,
      y: Math.min(y, zero),
      width,
      height: Math.max(Math.abs(y - zero), 0.5),
      ...paint,
    });
  };
  return [
    ...drawLevels(axis, scales, frame, size),
    ...drawDates(chart, scales, frame),
    ...drawEvents(chart.events, scales, frame),
    ...dots.map(bar),
    ...(axis.low < 0
      ? [el("line", { x1: frame.left, x2: frame.right, y1: crisp(zero), y2: crisp(zero), stroke: "var(--line-2)" })]
      : []),
    ...(series?.last
      ? [
          drawText(value, frame.right + 8, Math.max(frame.top, scales.y(series.last.value)) + 4.5, {
            fill: "var(--ink)",
            size: 13,
            isStrong: true,
          }),
        ]
      : []),
  ];
}

/** How many bars with names a picture of this height has room for. */
const rowHeight = 26;

function drawRanking(spec: ChartSpec, { width, height }: Size): Markup[] {
  const chart = prepare({ ...spec, scale: "linear" });
  const rows = [...chart.coloured, ...chart.rest]
    .flatMap((series) => (series.last ? [{ ...series, last: series.last }] : []))
    .toSorted((a, b) => b.last.value - a.last.value);
  const room = Math.max(1, Math.floor((height - 8) / rowHeight));
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const pitch = Math.min(36, (height - 8) / Math.max(1, rows.length > room ? room : shown.length));
  const names = Math.min(Math.max(0, ...shown.map(({ name }) => textWidth(name, 13, true))) + 12, width * 0.45);
  const values =
    Math.max(0, ...shown.map(({ last }) => textWidth(formatQuantity(last.value, chart.unit), 13, true))) + 10;
  const domain = [
    Math.min(0, ...shown.map(({ last }) => last.value)),
    Math.max(0, ...shown.map(({ last }) => last.value)) || 1,
  ];
  const x = scaleLinear(domain, [names, width - values]);
  const zero = x(0);
  const bars = shown.flatMap(({ name, style, last }, index) => {
    const middle = 4 + pitch * (index + 0.5);
    const end = x(last.value);
    return [
      drawText(name, 0, middle + 4.5, { fill: style.colour, size: 13, isStrong: true }),
      el("rect", {
        x: Math.min(zero, end),
        y: middle - pitch * 0.3,
        width: Math.max(Math.abs(end - zero), 0.5),
        height: pitch * 0.6,
        fill: style.colour,
      }),
      drawText(formatQuantity(last.value, chart.unit), Math.max(end, zero) + 6, middle + 4.5, {
        fill: "var(--ink)",
        size: 13,
        isStrong: true,
      }),
    ];
  });
  const missing = rows.length - shown.length;
  return [
    el("line", { x1: crisp(zero), x2: crisp(zero), y1: 2, y2: 4 + pitch * shown.length, stroke: "var(--line-2)" }),
    ...bars,
    ...(missing > 0 ? [drawText(`and ${missing} more, in the table`, 0, 4 + pitch * (shown.length + 0.5) + 4)] : []),
  ];
}
