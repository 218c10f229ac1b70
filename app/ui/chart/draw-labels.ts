import type { Frame } from "./draw-axes";
import type { Scales } from "./draw-runs";
import { drawText } from "./draw-text";
import { el, type Markup, round } from "./markup";
import { placeLabels } from "./place-labels";
import type { DrawnSeries } from "./prepare";
import { axisForm, formatQuantity, quantityParts, type ShownUnit } from "~/ui/quantity";
import { textWidth } from "./text-width";
import type { ValueAxis } from "./value-axis";

const gap = 28;
/** The distance from the last point to its label; larger where labels are moved apart and need leaders. */
const near = 10;
const far = 26;

type Labelled = DrawnSeries & { last: NonNullable<DrawnSeries["last"]> };

export const labelled = (series: DrawnSeries[]) => series.filter((each): each is Labelled => each.last !== null);

/** A value beside an axis with the unit: only the number, unless its unit has another form. */
function figureOf({ last }: Labelled, unit: ShownUnit, axis: ValueAxis): string {
  return axisForm(unit, last.value).form.word === axis.word
    ? quantityParts(last.value, unit).text
    : formatQuantity(last.value, unit);
}

/** The width that labels need at the right. */
export function roomForLabels(series: Labelled[], unit: ShownUnit, axis: ValueAxis, width: number): number {
  const widths = series.map((each) =>
    Math.max(series.length > 1 ? textWidth(each.name, 13, true) : 0, textWidth(figureOf(each, unit, axis), 13, true)),
  );
  const offset = series.length > 1 ? far : near;
  return widths.length === 0 ? 16 : Math.min(Math.max(Math.max(...widths) + offset + 4, 44), width * 0.4);
}

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
  const isPushed = ends.some((end, index) => Math.abs(end.y - places[index]!) > 3);
  const left = frame.right + (isPushed ? far : near);
  return series.flatMap((each, index) => {
    const [end, place] = [ends[index]!, places[index]!];
    const isBeside = Math.abs(place - end.y) <= 3 && (frame.right - end.x <= 8 || each.state === "stale");
    const leader = el("path", {
      d: `M${round(end.x + 7)} ${round(end.y)}L${round(left - 4)} ${round(place)}`,
      fill: "none",
      stroke: "var(--line-2)",
    });
    const words = { size: 13, isStrong: true, hasHalo: true };
    const figure = figureOf(each, unit, axis);
    return [
      ...(!hasLeaders || (isBeside && !isPushed) ? [] : [leader]),
      ...(isNamed ? [drawText(each.name, left, place - 1.5, { ...words, fill: each.style.colour })] : []),
      drawText(figure, left, place + (isNamed ? 11.5 : 4.5), { ...words, fill: "var(--ink)" }),
    ];
  });
}
