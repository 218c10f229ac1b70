/** The line chart: level axis, dates, events, lines, and a label at the right end of each. */
import { scaleLinear, scaleLog } from "d3-scale";
import type { ChartSpec, Size } from "./chart-spec";
import { drawRuns, type Scales } from "./draw-runs";
import { drawText } from "./draw-text";
import { endMark } from "./marks";
import { el, type Markup, round } from "./markup";
import { placeLabels } from "./place-labels";
import { type DrawnSeries, mostColoured, prepare, type Prepared } from "./prepare";
import { formatQuantity } from "./quantity";
import { textWidth } from "./text-width";
import { timeTicks } from "./time-axis";
import { type ValueAxis, valueAxis } from "./value-axis";

const labelGap = 28;
const labelOffset = 10;
const bottom = 26;
/** Room above the top line: the unit, and a row for names of events. */
const topOf = (hasEvents: boolean) => (hasEvents ? 40 : 26);

export type Frame = { left: number; right: number; top: number; base: number };

/** What is inside the `<svg>` of a line chart of this size. */
export function drawLine(spec: ChartSpec, size: Size): Markup[] {
  const chart = prepare(spec);
  const axis = valueAxis(chart.values, chart.unit, { isLog: chart.isLog });
  const labelled = chart.coloured.filter((series) => series.last !== null);
  const frame = frameOf(size, axis, labelled, chart);
  const scales = scalesOf(chart, axis, frame);

  return [
    ...drawLevels(axis, scales, frame, size),
    ...drawDates(chart, scales, frame),
    ...drawEvents(chart.events, scales, frame),
    ...drawLevel(chart.level, axis, scales, frame),
    ...chart.rest.map((series) => drawRest(series, scales)),
    ...chart.coloured.toReversed().flatMap((series) => drawSeries(series, scales, frame)),
    ...drawLabels(labelled, chart.unit, scales, frame, spec.series.length > 1),
  ];
}

/** Room for numbers at the left and for names at the right, as much as they need. */
function frameOf({ width, height }: Size, axis: ValueAxis, labelled: DrawnSeries[], chart: Prepared): Frame {
  const numbers = Math.max(...axis.ticks.map(({ label }) => textWidth(label, 12)));
  const names = labelled.map(({ name, last }) =>
    Math.max(textWidth(name, 13, true), textWidth(formatQuantity(last!.value, chart.unit), 13, true)),
  );
  const widest = names.length > 0 ? Math.max(...names) + labelOffset + 8 : 12;
  const right = Math.min(Math.max(widest, width < 420 ? 60 : 84), width * 0.36);
  return { left: numbers + 10, right: width - right, top: topOf(chart.events.length > 0), base: height - bottom };
}

export function scalesOf(chart: Pick<Prepared, "from" | "to">, axis: ValueAxis, frame: Frame): Scales {
  const x = scaleLinear([chart.from, Math.max(chart.to, chart.from + 1)], [frame.left, frame.right]);
  const level = axis.isLog ? scaleLog() : scaleLinear();
  const y = level.domain([axis.low, axis.high]).range([frame.base, frame.top]);
  return { x: (at) => x(at), y: (value) => y(value) };
}

export function drawLevels(axis: ValueAxis, { y }: Scales, frame: Frame, { width }: Size): Markup[] {
  const lines = axis.ticks.flatMap(({ value, label }, index) => [
    el("line", {
      x1: frame.left,
      x2: frame.right,
      y1: crisp(y(value)),
      y2: crisp(y(value)),
      stroke: index === 0 ? "var(--line-2)" : "var(--line)",
    }),
    drawText(label, frame.left - 8, y(value) + 4, { anchor: "end" }),
  ]);
  const unit = axis.unit ? [drawText(axis.unit, Math.min(frame.left, width), 12)] : [];
  return [...lines, ...unit];
}

/** A line of one pixel is sharp between two pixels' centres. */
export const crisp = (value: number) => Math.round(value - 0.5) + 0.5;

export function drawDates(chart: Pick<Prepared, "from" | "to">, { x }: Scales, frame: Frame): Markup[] {
  if (chart.to === 0) return [];
  const most = frame.right - frame.left < 320 ? 4 : 5;
  return timeTicks(chart.from, chart.to, most).flatMap(({ at, label }, index) => {
    const place = chart.to === chart.from ? frame.left : x(at);
    const half = textWidth(label, 12) / 2;
    // The first begins at the edge; none may leave the picture at the right.
    const isFirst = index === 0 && place - half < frame.left;
    const anchor = isFirst ? "start" : "middle";
    return [
      el("line", { x1: crisp(place), x2: crisp(place), y1: frame.base, y2: frame.base + 4, stroke: "var(--line-2)" }),
      drawText(label, place, frame.base + 18, { anchor }),
    ];
  });
}

/** Dashed lines with their names; a name that would run into another is left to the words below the chart. */
export function drawEvents(events: Prepared["events"], { x }: Scales, frame: Frame): Markup[] {
  const { named, lines } = placeEvents(events, x, frame);
  return [
    ...lines.map((place) =>
      el("line", {
        x1: crisp(place),
        x2: crisp(place),
        y1: frame.top - 8,
        y2: frame.base,
        stroke: "var(--ink-3)",
        "stroke-dasharray": "2 3",
      }),
    ),
    ...named.map(({ name, place, anchor }) =>
      drawText(name, anchor === "start" ? place - 3 : place + 3, frame.top - 12, { anchor }),
    ),
  ];
}

type Named = { name: string; place: number; anchor: "start" | "end" };

export function placeEvents(events: Prepared["events"], x: (at: number) => number, frame: Frame) {
  const named: Named[] = [];
  const unnamed: string[] = [];
  let free = 0;
  for (const { at, name } of events) {
    const place = x(at);
    const width = textWidth(name, 12) + 8;
    const startsRight = place + width <= frame.right + 8;
    const left = startsRight ? place - 3 : place + 3 - width;
    if (left < free) {
      unnamed.push(name);
      continue;
    }
    named.push({ name, place, anchor: startsRight ? "start" : "end" });
    free = left + width;
  }
  return { named, unnamed, lines: events.map(({ at }) => x(at)) };
}

/** A stated value: a dashed level, or, where it would squeeze everything flat, a broken line at the top that says so. */
function drawLevel(level: Prepared["level"], axis: ValueAxis, { y }: Scales, frame: Frame): Markup[] {
  if (!level) return [];
  const fits = level.value >= axis.low && level.value <= axis.high;
  const above = level.value > axis.high;
  const place = fits ? y(level.value) : above ? frame.top : frame.base;
  const words = fits ? level.name : `${level.name}, ${outside(level.value, axis)}`;
  return [
    el("line", {
      x1: frame.left,
      x2: frame.right,
      y1: crisp(place),
      y2: crisp(place),
      stroke: "var(--signal)",
      "stroke-dasharray": fits ? "5 3" : "9 5 1.5 5",
    }),
    drawText(words, frame.left + 4, fits || above ? place + (place < frame.top + 16 ? 14 : -5) : place - 5, {
      fill: "var(--signal)",
    }),
  ];
}

/** "420 times above this scale". */
export function outside(value: number, { low, high }: { low: number; high: number }): string {
  if (value > high && high > 0) {
    const times = value / high;
    return times >= 2
      ? `${formatQuantity(Number(times.toPrecision(2)), "")} times above this scale`
      : "above this scale";
  }
  return value < low ? "below this scale" : "above this scale";
}

function drawSeries(series: DrawnSeries, scales: Scales, frame: Frame): Markup[] {
  const { style, last, state } = series;
  if (!last) return [];
  const pen = { colour: style.colour, width: 1.75, dash: style.dash };
  const end = scales.x(last.at);
  const after =
    state === "stale" && frame.right - end > 4
      ? [
          el("line", {
            x1: end,
            x2: frame.right,
            y1: scales.y(last.value),
            y2: scales.y(last.value),
            stroke: "var(--ink-3)",
            "stroke-dasharray": "1 3",
          }),
        ]
      : [];
  return [...drawRuns(series, scales, pen), ...after, endMark(style, end, scales.y(last.value))];
}

/** One series too many for a colour: grey until somebody points at it. */
function drawRest(series: DrawnSeries, scales: Scales): Markup {
  return el(
    "g",
    { class: "chart-rest", color: series.style.colour },
    el("title", {}, series.name),
    ...drawRuns(series, scales, { colour: "var(--line-2)", width: 1 }),
  );
}

/** Name and value at the right end, pushed apart, with a leader where a label is not beside its point. */
function drawLabels(labelled: DrawnSeries[], unit: string, { x, y }: Scales, frame: Frame, isNamed: boolean): Markup[] {
  const ends = labelled.map(({ last }) => ({ x: x(last!.at), y: y(last!.value) }));
  // A label is two lines: its middle keeps 14 px from the edges.
  const places = placeLabels(
    ends.map((end) => end.y),
    labelGap,
    Math.min(frame.top, 14),
    frame.base + 8,
  );
  return labelled.flatMap(({ name, style, last, state }, index) => {
    const [end, place] = [ends[index]!, places[index]!];
    const left = frame.right + labelOffset;
    const isApart = Math.abs(place - end.y) > 3 || frame.right - end.x > 8;
    const isLinked = isApart && !(state === "stale" && Math.abs(place - end.y) <= 3);
    return [
      ...(isLinked
        ? [
            el("path", {
              d: `M${round(end.x + 6)} ${round(end.y)}L${round(left - 3)} ${round(place)}`,
              fill: "none",
              stroke: "var(--line-2)",
            }),
          ]
        : []),
      ...(isNamed
        ? [
            drawText(name, left, place - 2, { fill: style.colour, size: 13, isStrong: true }),
            drawText(formatQuantity(last!.value, unit), left, place + 13, {
              fill: "var(--ink)",
              size: 13,
              isStrong: true,
            }),
          ]
        : [
            drawText(formatQuantity(last!.value, unit), left, place + 4.5, {
              fill: "var(--ink)",
              size: 13,
              isStrong: true,
            }),
          ]),
    ];
  });
}

/** What the picture can't say by itself, as sentences for the line below it. */
export function chartNotes(spec: ChartSpec, size: Size): string[] {
  const chart = prepare(spec);
  const axis = valueAxis(chart.values, chart.unit, { isLog: chart.isLog });
  const frame = frameOf(
    size,
    axis,
    chart.coloured.filter(({ last }) => last),
    chart,
  );
  const { unnamed } = placeEvents(chart.events, scalesOf(chart, axis, frame).x, frame);
  const hasNoLogPlace =
    chart.isLog && spec.series.some(({ points }) => points.some(({ value }) => value !== null && Number(value) <= 0));
  return [
    ...(unnamed.length > 0 ? [`Also dashed: ${unnamed.join(", ")}.`] : []),
    ...(chart.rest.length > 0
      ? [`Thin lines after the first ${mostColoured}: ${chart.rest.map(({ name }) => name).join(", ")}.`]
      : []),
    ...(hasNoLogPlace ? ["Values of 0 have no place on a log scale and are left out."] : []),
  ];
}
