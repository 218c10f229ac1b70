/** The last values of several series as bars, the largest on top, from zero. */
import { scaleLinear } from "d3-scale";
import type { ChartSpec, Size } from "./chart-spec";
import { crisp } from "./draw-axes";
import { labelled } from "./draw-labels";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";
import { prepare } from "./prepare";
import { formatQuantity } from "~/ui/quantity";
import { textWidth } from "./text-width";

const leastRow = 26;
const mostRow = 36;
const rowText = { size: 13, isStrong: true };

/** What is inside the `<svg>`; rows that find no room are counted in words. */
export function drawRanking(spec: ChartSpec, { width, height }: Size): Markup[] {
  const { coloured, rest, unit, ...span } = prepare({ ...spec, scale: "linear" });
  const rows = labelled([...coloured, ...rest], span).toSorted((a, b) => b.last.value - a.last.value);
  const room = Math.max(1, Math.floor((height - 8) / leastRow));
  const shown = rows.length > room ? rows.slice(0, room - 1) : rows;
  const pitch = Math.min(mostRow, (height - 8) / Math.min(rows.length, room));
  const values = shown.map(({ last }) => last.value);
  const figures = values.map((value) => formatQuantity(value, unit));
  const names = Math.max(...shown.map(({ name }) => textWidth(name, 13, true))) + 12;
  const figureRoom = Math.max(...figures.map((figure) => textWidth(figure, 13, true))) + 10;
  const x = scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], [names, width - figureRoom]);
  const zero = x(0);

  return [
    el("line", { x1: crisp(zero), x2: crisp(zero), y1: 2, y2: 4 + pitch * shown.length, stroke: "var(--line-2)" }),
    ...shown.flatMap(({ name, style, last }, index) => {
      const middle = 4 + pitch * (index + 0.5);
      const end = x(last.value);
      const box = { x: Math.min(zero, end), y: middle - pitch * 0.3, height: pitch * 0.6 };
      return [
        drawText(name, 0, middle + 4.5, { ...rowText, fill: style.colour }),
        el("rect", { ...box, width: Math.max(Math.abs(end - zero), 0.5), fill: style.colour }),
        drawText(figures[index]!, Math.max(end, zero) + 6, middle + 4.5, { ...rowText, fill: "var(--ink)" }),
      ];
    }),
    ...(rows.length > shown.length
      ? [drawText(`and ${rows.length - shown.length} more, in the table`, 0, 8 + pitch * (shown.length + 0.5))]
      : []),
  ];
}
