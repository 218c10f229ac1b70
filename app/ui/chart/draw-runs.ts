import { line } from "d3-shape";
import { el, type Markup } from "./markup";
import type { DrawnSeries } from "./prepare";
import { type Dot, thin } from "./runs";

export type Scales = { x: (at: number) => number; y: (value: number) => number };
type Pen = { colour: string; width: number; dash?: string | undefined };

const provisionalDash = "1.5 3.5";
const pathOf = (dots: Dot[], { x, y }: Scales) =>
  line<Dot>(
    (dot) => x(dot.at),
    (dot) => y(dot.value),
  ).digits(1)(dots) ?? "";

const stroke = (d: string, { colour, width, dash }: Pen, given: Record<string, string> = {}) =>
  el("path", {
    d,
    fill: "none",
    stroke: colour,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash,
    ...given,
  });

/** The line of a series: a path per run; provisional parts dashed, a single point as a dot. */
export function drawRuns({ runs }: Pick<DrawnSeries, "runs">, scales: Scales, pen: Pen): Markup[] {
  return runs.flatMap((run) => {
    const [first, last] = [run[0]!, run.at(-1)!];
    if (run.length === 1)
      return [el("circle", { cx: scales.x(first.at), cy: scales.y(first.value), r: pen.width, fill: pen.colour })];
    const pixels = scales.x(last.at) - scales.x(first.at);
    const settled = run.findIndex((dot) => dot.provisional);
    const end = settled === -1 ? run.length : Math.max(1, settled);
    const firm = end > 1 ? [stroke(pathOf(thin(run.slice(0, end), pixels), scales), pen)] : [];
    const tail =
      end < run.length
        ? [
            stroke(
              pathOf(thin(run.slice(end - 1), pixels), scales),
              { ...pen, dash: provisionalDash },
              {
                class: "chart-provisional",
              },
            ),
          ]
        : [];
    return [...firm, ...tail];
  });
}
