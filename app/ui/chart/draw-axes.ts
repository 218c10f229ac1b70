/** The frame of a chart: levels at round values with the unit once, dates, events. */
import { scaleLinear, scaleLog } from "d3-scale";
import { drawText } from "./draw-text";
import type { Scales } from "./draw-runs";
import { el, type Markup } from "./markup";
import type { Prepared } from "./prepare";
import { textWidth } from "./text-width";
import { lastDay, timeTicks } from "./time-axis";
import type { ValueAxis } from "./value-axis";

/** The plot area in pixels from the top left corner. */
export type Frame = { left: number; right: number; top: number; base: number };
type Span = Pick<Prepared, "from" | "to">;

/** The plot area between the numbers at the left and `right` pixels for names; events have their own row. */
export function frameFor(
  size: { width: number; height: number },
  { axis, right, hasEvents }: { axis: ValueAxis; right: number; hasEvents: boolean },
): Frame {
  const numbers = Math.max(...axis.ticks.map(({ label }) => textWidth(label, 12)));
  return { left: numbers + 10, right: size.width - right, top: hasEvents ? 40 : 26, base: size.height - 26 };
}

export function scalesOf({ from, to }: Span, axis: ValueAxis, frame: Frame): Scales {
  const x = scaleLinear([from, Math.max(to, from + 1)], [frame.left, frame.right]);
  const level = axis.isLog ? scaleLog() : scaleLinear();
  const y = level.domain([axis.low, axis.high]).range([frame.base, frame.top]);
  return { x: (at) => x(at), y: (value) => y(value) };
}

/** A one-pixel line is sharp at half-pixel positions. */
export const crisp = (value: number) => Math.round(value - 0.5) + 0.5;

/** Hairlines with their numbers; the lowest, and zero, in the stronger line. */
export function drawLevels(axis: ValueAxis, { y }: Scales, frame: Frame): Markup[] {
  const lines = axis.ticks.flatMap(({ value, label }, index) => [
    el("line", {
      x1: frame.left,
      x2: frame.right,
      y1: crisp(y(value)),
      y2: crisp(y(value)),
      stroke: index === 0 || value === 0 ? "var(--line-2)" : "var(--line)",
    }),
    drawText(label, frame.left - 8, y(value) + 4, { anchor: "end" }),
  ]);
  return axis.unit ? [...lines, drawText(axis.unit, frame.left, 12)] : lines;
}

/** Dates below the axis. The day at which a longer chart ends stands there with its year, in the place of dates too near to it. */
export function drawDates({ from, to }: Span, { x }: Scales, frame: Frame & { width: number }): Markup[] {
  if (to === 0) return [];
  const last = lastDay(from, to);
  const half = last ? textWidth(last.label, 12) / 2 : 0;
  const end = Math.min(x(to), frame.width - half);
  const ticks = fittingTicks({ from, to }, x).flatMap(({ at, label }, index) => {
    const place = to === from ? frame.left : x(at);
    const width = textWidth(label, 12);
    const isAtEdge = index === 0 && place - width / 2 < frame.left;
    if (last && place + (isAtEdge ? width : width / 2) + 24 > end - half) return [];
    return dateAt(place, label, { frame, anchor: isAtEdge ? "start" : "middle" });
  });
  return last ? [...ticks, ...dateAt(x(to), last.label, { frame, anchor: "middle", middle: end })] : ticks;
}

type DatePlace = { frame: Frame; anchor: "start" | "middle"; middle?: number };

const dateAt = (place: number, label: string, { frame, anchor, middle = place }: DatePlace): Markup[] => [
  el("line", { x1: crisp(place), x2: crisp(place), y1: frame.base, y2: frame.base + 4, stroke: "var(--line-2)" }),
  drawText(label, middle, frame.base + 18, { anchor }),
];

/** As many dates as fit without overlap, at most five. */
function fittingTicks({ from, to }: Span, x: Scales["x"]) {
  for (const most of [5, 4, 3]) {
    const ticks = timeTicks(from, to, most);
    const needed = Math.max(...ticks.map(({ label }) => textWidth(label, 12))) * 1.25 + 10;
    if (ticks.slice(1).every((tick, index) => x(tick.at) - x(ticks[index]!.at) >= needed)) return ticks;
  }
  return timeTicks(from, to, 2);
}

/** Dashed lines with their names; a name that would overlap is listed below the chart. */
export function drawEvents(events: Prepared["events"], { x }: Scales, frame: Frame): Markup[] {
  return [
    ...events.map(({ at }) => eventLine(x(at), frame.top - 8, frame.base)),
    ...placeEvents(events, x, frame).named.map(({ name, place, anchor }) =>
      drawText(name, place, frame.top - 12, { anchor }),
    ),
  ];
}

export const eventLine = (place: number, top: number, base: number) =>
  el("line", {
    x1: crisp(place),
    x2: crisp(place),
    y1: top,
    y2: base,
    stroke: "var(--ink-3)",
    "stroke-dasharray": "2 3",
  });

type Named = { name: string; place: number; anchor: "start" | "end" };

/** Which events are named in the picture, and where; the others by name. */
export function placeEvents(events: Prepared["events"], x: Scales["x"], frame: Frame) {
  const named: Named[] = [];
  const unnamed: string[] = [];
  let free = 0;
  for (const { at, name } of events) {
    const width = textWidth(name, 12) + 8;
    const goesRight = x(at) + width <= frame.right + 8;
    const left = goesRight ? x(at) - 3 : x(at) + 3 - width;
    if (left < free) {
      unnamed.push(name);
      continue;
    }
    named.push({ name, place: goesRight ? left : x(at) + 3, anchor: goesRight ? "start" : "end" });
    free = left + width;
  }
  return { named, unnamed };
}
