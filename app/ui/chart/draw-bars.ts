/** Bars of one series over time, always from zero. */
import { group, mean } from "d3-array";
import type { ChartSpec, Size } from "./chart-spec";
import { drawDates, drawEvents, drawLevels, frameFor, scalesOf } from "./draw-axes";
import { drawLabels, labelled, roomForLabels } from "./draw-labels";
import { el, type Markup } from "./markup";
import { prepare } from "./prepare";
import { type Dot, usualStep } from "./runs";
import { valueAxis } from "./value-axis";

/** Below this distance between bars, a screen shows moiré stripes. */
const leastPitch = 4;

function layOut(spec: ChartSpec, size: Size) {
  const chart = prepare({ ...spec, scale: "linear" });
  const axis = valueAxis(chart.values, chart.unit, { isBars: true });
  const series = labelled(chart.coloured.slice(0, 1), chart);
  const right = roomForLabels(series, chart.unit, axis, size.width);
  const frame = frameFor(size, { axis, right, hasEvents: chart.events.length > 0 });
  const dots = series[0]?.runs.flat() ?? [];
  const step = usualStep(dots) || Math.max(1, chart.to - chart.from);
  // Half a bar's width at both ends, so that no bar is clipped.
  const scales = scalesOf({ from: chart.from - step / 2, to: chart.to + step / 2 }, axis, frame);
  const pitch = scales.x(chart.from + step) - scales.x(chart.from);
  const perBar = Math.max(1, Math.ceil(leastPitch / pitch));
  return { chart, axis, series, frame, scales, dots, step, pitch: pitch * perBar, perBar };
}

/** What is inside the `<svg>` of a bar chart. */
export function drawColumns(spec: ChartSpec, size: Size): Markup[] {
  const { chart, axis, series, frame, scales, dots, step, pitch, perBar } = layOut(spec, size);
  const colour = series[0]?.style.colour ?? "var(--ink-2)";
  const width = Math.min(pitch * 0.6, 40);
  const zero = scales.y(0);
  const bar = ({ at, value, provisional }: Dot) => {
    const [x, y] = [scales.x(at), scales.y(value)];
    const box = { x: x - width / 2, y: Math.min(y, zero), width, height: Math.max(Math.abs(y - zero), 0.5) };
    return provisional
      ? el("rect", { ...box, fill: "none", stroke: colour, "stroke-dasharray": "1.5 2" })
      : el("rect", { ...box, fill: colour });
  };
  return [
    ...drawLevels(axis, scales, frame),
    ...drawDates(chart, scales, { ...frame, width: size.width }),
    ...drawEvents(chart.events, scales, frame),
    ...(perBar === 1 ? dots : means(dots, step * perBar, chart.from - step / 2)).map(bar),
    ...drawLabels({ series, unit: chart.unit, axis, scales, frame, isNamed: false, hasLeaders: false }),
  ];
}

/** The mean of each interval of `length` milliseconds, at its middle. */
function means(dots: Dot[], length: number, from: number): Dot[] {
  const groups = group(dots, (dot) => Math.floor((dot.at - from) / length));
  return [...groups].map(([place, members]) => ({
    at: from + (place + 0.5) * length,
    value: mean(members, (dot) => dot.value)!,
    provisional: members.some((dot) => dot.provisional),
  }));
}

/** A note if a bar represents several points. */
export function columnNotes(spec: ChartSpec, size: Size): string[] {
  const { perBar } = layOut(spec, size);
  return perBar > 1 ? [`Each bar is the mean of ${perBar} values.`] : [];
}
