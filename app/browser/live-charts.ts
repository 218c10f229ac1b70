/** Moves a chart on with a new value: its line, its label and its time, by the drawing that the server uses. */
import { type ChartSpec, drawingHtml } from "~/ui/chart/chart";
import { type Line, type LinePoints, linesOf, pointsOf, spanOf } from "./chart-points";
import type { Point } from "./live-points";

type Drawn = ChartSpec & { kind: "line" | "bars"; name?: string };

/** The charts of this page that draw the series of the point. */
const chartsOf = (page: ParentNode, point: Point) =>
  [...page.querySelectorAll<HTMLElement>("[data-chart-drawn]")].filter((chart) =>
    linesOf(chart).some((line) => isOf(line, point)),
  );

const isOf = ({ topic, definition, provider }: Line, point: Point) =>
  topic === point.topic && definition === point.definition && provider === point.provider;

/** Draws the point in every chart that shows its series. A chart whose points can't be read stays as it is. */
export async function moveCharts(page: ParentNode, point: Point) {
  await Promise.allSettled(chartsOf(page, point).map((chart) => move(chart, point)));
}

async function move(chart: HTMLElement, point: Point) {
  const lines = await pointsOf(chart);
  const line = lines.find((one) => isOf(one.line, point));
  if (!line) return;
  goOn(line, point);
  const [from, to] = spanOf(chart);
  const later = Math.max(0, Date.parse(point.at) - to);
  chart.dataset["chartFrom"] = new Date(from + later).toISOString();
  chart.dataset["chartTo"] = new Date(to + later).toISOString();
  draw(chart, lines);
}

/**
 * Adds the point at the end of a line, unless the file that was just read has it already. A mean of hours or days goes on
 * to the newest value only.
 */
function goOn({ line, at, values }: LinePoints, point: Point) {
  const moment = Date.parse(point.at);
  if (at.length === 0 || moment <= at.at(-1)!) return;
  const isTail = line.step !== "raw" && tails.has(at);
  if (isTail) {
    at.pop();
    values.pop();
  }
  tails.add(at);
  at.push(moment);
  values.push(point.value);
}

/** The lines that end in a streamed value. */
const tails = new WeakSet<number[]>();

function draw(chart: HTMLElement, lines: LinePoints[]) {
  const { kind, name, ...drawn } = JSON.parse(chart.dataset["chartDrawn"] ?? "{}") as Drawn;
  const spec: ChartSpec = {
    ...drawn,
    from: chart.dataset["chartFrom"],
    to: chart.dataset["chartTo"],
    series: drawn.series.map((series, index) => ({
      ...series,
      points: (lines[index]?.at ?? []).map((at, place) => ({
        at: new Date(at).toISOString(),
        value: lines[index]!.values[place]!,
      })),
    })),
  };
  for (const svg of chart.querySelectorAll<SVGSVGElement>("svg.chart")) {
    const { width, height } = svg.viewBox.baseVal;
    const html = drawingHtml(spec, { kind, size: { width, height }, ...(name && { name }) });
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("svg");
    if (!fresh) continue;
    svg.setAttribute("aria-label", fresh.getAttribute("aria-label") ?? "");
    svg.replaceChildren(...fresh.childNodes);
  }
}
