/** Charts as text, for html without React (posts, mail), and their sizes. */
import type { ChartSpec, Size } from "./chart-spec";
import { chartDrawing, type ChartKind } from "./chart-drawing";
import { chartTable } from "./chart-table";
import { toText } from "./markup";

type Drawn = { className: string; size: Size };

const narrow: Drawn = { className: "chart-narrow", size: { width: 358, height: 220 } };
const wide: Drawn = { className: "chart-wide", size: { width: 576, height: 232 } };
const full: Drawn = { className: "chart-full", size: { width: 1000, height: 320 } };

/** Where a chart stands: in a post (as wide as its prose), on a page of its own, in a frame, whose height is given. */
export type ChartPlace = "post" | "page" | "frame";

/** The drawings a chart has in its place. */
export function chartSizes(place: ChartPlace): Drawn[] {
  if (place === "post") return [narrow, wide];
  const widest = place === "page" ? full : { ...full, size: { width: 1000, height: 264 } };
  return [narrow, { ...wide, className: "chart-wide chart-not-full" }, widest];
}

type Given = { kind?: "line" | "bars"; place?: ChartPlace; name?: string };

/** The same html as `<Chart>`. */
export function chartHtml(spec: ChartSpec, { kind = "line", place = "post", name }: Given = {}): string {
  const drawn = chartSizes(place).map(({ className, size }) =>
    toText(chartDrawing(spec, { kind, size, name, className })),
  );
  return `<div class="chart-box">${drawn.join("")}</div>`;
}

/** One drawing as text. */
export const drawingHtml = (
  spec: ChartSpec,
  options: { kind: ChartKind; size: Size; name?: string; className?: string },
) => toText(chartDrawing(spec, options));

export const chartTableHtml = (spec: ChartSpec, caption: string, most?: number) =>
  toText(chartTable(spec, caption, most));
