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

const thinner = 0.6;

/** The line of a series: a path per run; recorded parts thinner, provisional parts dashed, a single point as a dot. */
export function drawRuns(
  { runs, recordedThrough = null }: Pick<DrawnSeries, "runs"> & Partial<Pick<DrawnSeries, "recordedThrough">>,
  scales: Scales,
  pen: Pen,
): Markup[] {
  return runs.flatMap((run) => {
    const first = run[0]!;
    if (run.length === 1)
      return [el("circle", { cx: scales.x(first.at), cy: scales.y(first.value), r: pen.width, fill: pen.colour })];
    const after = recordedThrough === null ? 0 : run.findIndex(({ at }) => at > recordedThrough);
    const recorded = after === -1 ? run.length : after;
    const settled = run.findIndex((dot) => dot.provisional);
    const end = settled === -1 ? run.length : Math.max(1, settled);
    const part = (dots: Dot[], look: Partial<Pen>, given?: Record<string, string>) =>
      dots.length < 2
        ? []
        : [
            stroke(
              pathOf(thin(dots, scales.x(dots.at(-1)!.at) - scales.x(dots[0]!.at)), scales),
              { ...pen, ...look },
              given,
            ),
          ];
    return [
      ...part(run.slice(0, recorded), { width: pen.width * thinner }, { class: "chart-recorded" }),
      ...part(run.slice(Math.max(0, recorded - 1), end), {}),
      ...(end < run.length ? part(run.slice(end - 1), { dash: provisionalDash }, { class: "chart-provisional" }) : []),
    ];
  });
}
