/** The points of a chart in the page. They are requested on first use, because most readers only look. */
import type { ShownUnit } from "~/ui/quantity";

/** A line; its points are requested, or embedded in the page if they are pinned. One that goes on has the topic of its stream. */
export type Line = {
  name: string;
  unit: ShownUnit;
  topic?: string;
  definition?: string;
  provider?: string;
  step?: "raw" | "hour" | "day";
} & ({ url: string } | { points: [string, string][] });

export type LinePoints = { line: Line; at: number[]; values: string[] };

const pointsOfCharts = new WeakMap<Element, Promise<LinePoints[]>>();

/** From when to when a chart is drawn, in milliseconds. */
export const spanOf = ({ dataset }: HTMLElement): [number, number] => [
  Date.parse(dataset["chartFrom"] ?? ""),
  Date.parse(dataset["chartTo"] ?? ""),
];

/** A chart's lines, in the order drawn. */
export const linesOf = ({ dataset }: HTMLElement) => JSON.parse(dataset["chartLines"] ?? "[]") as Line[];

/** Each line with its points; whoever adds one to them adds it for all. Asked for again after a failure. */
export function pointsOf(chart: HTMLElement): Promise<LinePoints[]> {
  const [from, to] = spanOf(chart);
  const asked = pointsOfCharts.get(chart) ?? Promise.all(linesOf(chart).map((line) => readLine(line, from, to)));
  pointsOfCharts.set(chart, asked);
  asked.catch(() => pointsOfCharts.delete(chart));
  return asked;
}

async function readLine(line: Line, from: number, to: number): Promise<LinePoints> {
  const { points } =
    "points" in line ? line : ((await (await fetch(line.url)).json()) as { points: [string, string][] });
  const shown = points.filter(([at]) => Date.parse(at) >= from && Date.parse(at) <= to);
  return { line, at: shown.map(([at]) => Date.parse(at)), values: shown.map(([, value]) => value) };
}
