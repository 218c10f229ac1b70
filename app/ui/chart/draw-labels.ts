import type { Frame } from "./draw-axes";
import type { Scales } from "./draw-runs";
import { drawText } from "./draw-text";
import { endMark } from "./marks";
import { el, type Markup, round } from "./markup";
import { placeLabels } from "./place-labels";
import type { DrawnSeries, Prepared } from "./prepare";
import { axisForm, formatQuantity, quantityParts, type ShownUnit } from "~/ui/quantity";
import { textWidth } from "./text-width";
import { writeDay } from "./time-axis";
import type { ValueAxis } from "./value-axis";

const gap = 28;
/** The distance from the last point to its label; larger where labels are moved apart and need leaders. */
const near = 10;
const far = 26;

/** Of a line this much of the span shorter than the chart, the label says until when it goes. */
const shorter = 0.06;
/** The room for an end mark before a name. */
const markWidth = 14;

/** `isOver`: the line ends well before the chart does, so that a leader to its label would cross the others. */
type Labelled = DrawnSeries & { last: NonNullable<DrawnSeries["last"]>; isOver: boolean };

export const labelled = (series: DrawnSeries[], { from, to }: Pick<Prepared, "from" | "to">): Labelled[] =>
  series.flatMap((each) =>
    each.last === null
      ? []
      : [{ ...each, last: each.last, isOver: each.state !== "stale" && to - each.last.at > (to - from) * shorter }],
  );

/** A value beside an axis with the unit: only the number, unless its unit has another form; with the day of a line that is over. */
function figureOf({ last, isOver }: Labelled, unit: ShownUnit, axis: ValueAxis): string {
  const figure =
    axisForm(unit, last.value).form.word === axis.word
      ? quantityParts(last.value, unit).text
      : formatQuantity(last.value, unit);
  return isOver ? `${figure} \u00b7 ${writeDay(last.at)}` : figure;
}

/** The width that labels need at the right. */
export function roomForLabels(series: Labelled[], unit: ShownUnit, axis: ValueAxis, width: number): number {
  const mark = marksIn(series) ? markWidth : 0;
  const widths = series.map((each) =>
    Math.max(
      series.length > 1 ? textWidth(each.name, 13, true) + mark : 0,
      textWidth(figureOf(each, unit, axis), 13, true),
    ),
  );
  const offset = series.length > 1 ? far : near;
  return widths.length === 0 ? 16 : Math.min(Math.max(Math.max(...widths) + offset + 4, 44), width * 0.4);
}

/** Names have their end marks before them where a line isn't seen to lead to its name. */
const marksIn = (series: Labelled[]) => series.length > 1 && series.some(({ isOver }) => isOver);

type Given = {
  series: Labelled[];
  unit: ShownUnit;
  axis: ValueAxis;
  scales: Scales;
  frame: Frame;
  isNamed: boolean;
  hasLeaders: boolean;
};

/** Name and value at the right end, moved apart, with a leader if a label isn't beside its point. */
export function drawLabels({ series, unit, axis, scales, frame, isNamed, hasLeaders }: Given): Markup[] {
  const ends = series.map(({ last }) => ({ x: scales.x(last.at), y: scales.y(last.value) }));
  const places = placeLabels(
    ends.map((end) => end.y),
    gap,
    14,
    frame.base - 6,
  );
  // A label alone may stand a little above a point on the base line, and needs no leader for that.
  const reach = series.length > 1 ? 3 : 8;
  const isPushed = ends.some((end, index) => Math.abs(end.y - places[index]!) > reach);
  const left = frame.right + (isPushed ? far : near);
  const mark = isNamed && marksIn(series) ? markWidth : 0;
  return series.flatMap((each, index) => {
    const [end, place] = [ends[index]!, places[index]!];
    const isBeside = Math.abs(place - end.y) <= reach && (frame.right - end.x <= 8 || each.state === "stale");
    const hasLeader = hasLeaders && !each.isOver && (isPushed || !isBeside);
    const leader = el("path", {
      d: `M${round(end.x + 7)} ${round(end.y)}L${round(left - 4)} ${round(place)}`,
      fill: "none",
      stroke: "var(--line-2)",
    });
    const words = { size: 13, isStrong: true, hasHalo: true };
    const figure = figureOf(each, unit, axis);
    return [
      ...(hasLeader ? [leader] : []),
      ...(mark > 0 ? [endMark(each.style, left + 4, place - 6)] : []),
      ...(isNamed ? [drawText(each.name, left + mark, place - 1.5, { ...words, fill: each.style.colour })] : []),
      drawText(figure, left, place + (isNamed ? 11.5 : 4.5), { ...words, fill: "var(--ink)" }),
    ];
  });
}
