/** The core: turns a spec and a size into a drawing. */
import type { ChartSpec, Size } from "./chart-spec";
import { chartName } from "./chart-name";
import { columnNotes, drawColumns } from "./draw-bars";
import { drawLine, lineNotes } from "./draw-line";
import { drawRanking } from "./draw-ranking";
import { drawSmall, drawSpark } from "./draw-spark";
import { drawText } from "./draw-text";
import { el, type Markup } from "./markup";

/** `small` is one of several charts on one time axis. */
export type ChartKind = "line" | "bars" | "spark" | "small";

/** Bars compare the last values of several series, or show one over time. */
const drawBars = (spec: ChartSpec, size: Size) => (spec.series.length > 1 ? drawRanking : drawColumns)(spec, size);

const drawings = { line: drawLine, bars: drawBars, spark: drawSpark, small: drawSmall };

type Options = { kind: ChartKind; size: Size; name?: string | undefined; className?: string };

const hasValues = (spec: ChartSpec) =>
  spec.series.some(({ points }) =>
    points.some(({ value }) => value !== null && value !== "" && Number.isFinite(Number(value))),
  );

/** An `<svg>` with its accessible name; without values, a sentence of the same height. */
export function chartDrawing(spec: ChartSpec, { kind, size, name, className }: Options): Markup {
  const { width, height } = size;
  if (spec.series.some(({ unit }) => unit && unit.key !== spec.unit.key))
    throw new Error("Values of different units can't share an axis: draw a chart for each unit.");
  const inside = hasValues(spec)
    ? drawings[kind](spec, size)
    : kind === "spark"
      ? [el("line", { x1: 0, x2: width, y1: height - 4.5, y2: height - 4.5, stroke: "var(--line-2)" })]
      : [drawText("No data in this span.", 0, Math.min(height / 2, 110), { size: 14 })];
  return el(
    "svg",
    {
      class: className ? `chart ${className}` : "chart",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": name ?? chartName(spec),
      focusable: "false",
    },
    ...inside,
  );
}

/** Notes that a picture can't show, as sentences for the line below it. */
export function chartNotes(spec: ChartSpec, size: Size, kind: ChartKind = "line"): string[] {
  if (!hasValues(spec)) return [];
  if (kind === "line") return lineNotes(spec, size);
  return kind === "bars" && spec.series.length === 1 ? columnNotes(spec, size) : [];
}
