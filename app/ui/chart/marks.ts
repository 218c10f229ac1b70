import { el, type Markup } from "./markup";
import type { SeriesStyle } from "./series-style";

/** The mark at the end of a series, centred on a point. Some seven pixels wide, whatever its shape. */
export function endMark({ mark, colour }: Pick<SeriesStyle, "mark" | "colour">, x: number, y: number): Markup {
  const filled = { fill: colour };
  const drawn = { fill: "none", stroke: colour, "stroke-width": 1.75 };
  const path = (d: string, paint: typeof filled | typeof drawn) =>
    el("path", { d, ...paint, transform: `translate(${at(x)} ${at(y)})` });
  switch (mark) {
    case "circle":
      return el("circle", { cx: x, cy: y, r: 3.5, ...filled });
    case "ring":
      return el("circle", { cx: x, cy: y, r: 3, ...drawn, fill: "var(--page)" });
    case "square":
      return el("rect", { x: x - 3.25, y: y - 3.25, width: 6.5, height: 6.5, ...filled });
    case "triangle":
      return path("M0 -4.25L4.25 3.25H-4.25Z", filled);
    case "diamond":
      return path("M0 -4.5L4.5 0L0 4.5L-4.5 0Z", filled);
    case "plus":
      return path("M-4 0H4M0 -4V4", drawn);
    case "cross":
      return path("M-3 -3L3 3M3 -3L-3 3", drawn);
  }
}

const at = (value: number) => Math.round(value * 100) / 100;
