/** The line chart: level axis, dates, events, lines, and a label at the right end of each. */
import type { ChartSpec, Size } from "./chart-spec";
import { drawDates, drawEvents, drawLevels, type Frame, frameFor, placeEvents, scalesOf } from "./draw-axes";
import { drawLabels, labelled, roomForLabels } from "./draw-labels";
import { drawLevel } from "./draw-level";
import { drawRuns, type Scales } from "./draw-runs";
import { endMark } from "./marks";
import { el, type Markup } from "./markup";
import { type DrawnSeries, mostColoured, prepare } from "./prepare";
import { writeDate } from "./time-axis";
import { valueAxis } from "./value-axis";

function layOut(spec: ChartSpec, size: Size) {
  const chart = prepare(spec);
  const axis = valueAxis(chart.values, chart.unit, { isLog: chart.isLog });
  const series = labelled(chart.coloured, chart);
  const right = roomForLabels(series, chart.unit, axis, size.width);
  const frame = frameFor(size, { axis, right, hasEvents: chart.events.length > 0 });
  return { chart, axis, series, frame, scales: scalesOf(chart, axis, frame) };
}

/** What is inside the `<svg>` of a line chart of this size. */
export function drawLine(spec: ChartSpec, size: Size): Markup[] {
  const { chart, axis, series, frame, scales } = layOut(spec, size);
  const lines = chart.coloured
    .flatMap(({ runs }) => runs.flat())
    .map((dot) => ({ x: scales.x(dot.at), y: scales.y(dot.value) }));
  const stated = chart.level && drawLevel({ level: chart.level, y: scales.y, range: axis, box: frame, lines });
  return [
    ...drawLevels(axis, scales, frame),
    ...drawDates(chart, scales, { ...frame, width: size.width }),
    ...drawEvents(chart.events, scales, frame),
    ...(stated ? [stated.line] : []),
    ...chart.rest.map((each) => drawRest(each, scales)),
    ...chart.coloured.toReversed().flatMap((each) => drawSeries(each, scales, frame)),
    ...(stated ? [stated.words] : []),
    ...drawLabels({ series, unit: chart.unit, axis, scales, frame, isNamed: spec.series.length > 1, hasLeaders: true }),
  ];
}

function drawSeries(series: DrawnSeries, scales: Scales, frame: Frame): Markup[] {
  const { style, last, state } = series;
  if (!last) return [];
  const [x, y] = [scales.x(last.at), scales.y(last.value)];
  const isOld = state === "stale" && frame.right - x > 4;
  const since = { x1: x, x2: frame.right, y1: y, y2: y, stroke: "var(--ink-3)", "stroke-dasharray": "1 3" };
  return [
    ...drawRuns(series, scales, { colour: style.colour, width: 1.75, dash: style.dash }),
    ...(isOld ? [el("line", since)] : []),
    endMark(style, x, y),
  ];
}

/** A series beyond the colours: a grey hairline until it is hovered. */
const drawRest = (series: DrawnSeries, scales: Scales) =>
  el(
    "g",
    { class: "chart-rest", color: series.style.colour },
    el("title", {}, series.name),
    ...drawRuns(series, scales, { colour: "var(--ink-3)", width: 0.75 }),
  );

/** What the picture can't say by itself, as sentences for the line below it. */
export function lineNotes(spec: ChartSpec, size: Size): string[] {
  const { chart, scales, frame } = layOut(spec, size);
  const { unnamed } = placeEvents(chart.events, scales.x, frame);
  const hasNoLogPlace =
    chart.isLog && spec.series.some(({ points }) => points.some(({ value }) => value !== null && Number(value) <= 0));
  return [
    ...(unnamed.length > 0 ? [`Also dashed: ${unnamed.join(", ")}.`] : []),
    ...(chart.rest.length > 0
      ? [`Thin lines, after the first ${mostColoured}: ${chart.rest.map(({ name }) => name).join(", ")}.`]
      : []),
    ...recordedNote(chart.coloured),
    ...(hasNoLogPlace ? ["Values of 0 and below have no place on a log scale and are left out."] : []),
  ];
}

/** What a thinner part of a line is, with the day at which it ends. */
function recordedNote(series: DrawnSeries[]): string[] {
  const seams = series.flatMap(({ name, recordedThrough }) =>
    recordedThrough === null ? [] : [{ name, day: writeDate(new Date(recordedThrough)) }],
  );
  if (seams.length === 0) return [];
  if (series.length === 1) return [`Thinner line: recorded, to ${seams[0]!.day}.`];
  return [`Thinner lines: recorded (${seams.map(({ name, day }) => `${name} to ${day}`).join(", ")}).`];
}
