/** A chart in a page goes on with each value that the stream brings. */
import { parseHTML } from "linkedom";
import { beforeEach, expect, test, vi } from "vitest";
import { moveCharts } from "~/browser/live-charts";
import type { Point } from "~/browser/live-points";
import { type ChartSpec, chartHtml } from "~/ui/chart/chart";
import { plainUnit } from "~/ui/quantity";

const start = Date.parse("2026-11-28T00:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const unit = plainUnit("tx/s");

beforeEach(() => {
  vi.stubGlobal("DOMParser", parseHTML("<p></p>").window["DOMParser"]);
});

/** A page with a chart of Base's last hour, as the server writes it, and the file of its points. */
function page(step: "raw" | "hour") {
  const points = [0, 20, 40, 60].map((minutes): [string, string] => [at(minutes), String(100 + minutes)]);
  const series = [{ key: "base", name: "Base", points: points.map(([moment, value]) => ({ at: moment, value })) }];
  const spec: ChartSpec = { series, unit, from: at(0), to: at(60), gapSeconds: 3_600 };
  const line = {
    name: "Base",
    unit,
    topic: "metric:base/tps",
    definition: "d",
    provider: "p",
    step,
    url: "/base.json",
  };
  const { document } = parseHTML(`<div id="chart">${chartHtml(spec)}</div>`);
  const chart = document.querySelector("#chart") as unknown as HTMLElement;
  chart.dataset["chartFrom"] = spec.from!;
  chart.dataset["chartTo"] = spec.to!;
  chart.dataset["chartLines"] = JSON.stringify([line]);
  chart.dataset["chartDrawn"] = JSON.stringify({ ...spec, series: [{ ...series[0], points: [] }], kind: "line" });
  for (const svg of chart.querySelectorAll("svg")) {
    const [, , width, height] = svg.getAttribute("viewBox")!.split(" ").map(Number);
    Object.defineProperty(svg, "viewBox", { value: { baseVal: { width, height } } });
  }
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ points })));
  return { document: document as unknown as ParentNode, chart };
}

const point = (minutes: number, value: string): Point => ({
  topic: "metric:base/tps",
  definition: "d",
  provider: "p",
  at: at(minutes),
  age: 1,
  value,
  shown: { text: value, unit: "tx/s" },
});

const pointsDrawn = (chart: HTMLElement) => chart.querySelector("svg path")!.getAttribute("d")!.split("L").length;
const labels = (chart: HTMLElement) => [...chart.querySelectorAll("svg")].map((svg) => svg.textContent);

test("line, label and time move on in every drawing of the chart", async () => {
  const { document, chart } = page("raw");
  await moveCharts(document, point(70, "171"));
  // The oldest of the four has left at the other end.
  expect(pointsDrawn(chart)).toBe(4);
  for (const text of labels(chart)) expect([text?.includes("171"), text?.includes("160")]).toEqual([true, false]);
  expect(chart.querySelector("svg")!.getAttribute("aria-label")).toMatch(/^Base: 171/);
  expect([chart.dataset["chartFrom"], chart.dataset["chartTo"]]).toEqual([at(10), at(70)]);
});

test("a mean of hours goes on to the newest value, and only to that", async () => {
  const { document, chart } = page("hour");
  await moveCharts(document, point(61, "171"));
  await moveCharts(document, point(62, "173"));
  expect(pointsDrawn(chart)).toBe(4);
  expect(labels(chart)[0]).toContain("173");
  expect(labels(chart)[0]).not.toContain("171");
});

test("a point that is drawn already and a point of another series change nothing", async () => {
  const { document, chart } = page("raw");
  const before = chart.innerHTML;
  await moveCharts(document, point(60, "160"));
  await moveCharts(document, point(30, "999"));
  await moveCharts(document, { ...point(90, "999"), provider: "another" });
  expect(chart.innerHTML).toBe(before);
});

test("a chart whose points can't be read stays as it is", async () => {
  const { document, chart } = page("raw");
  const before = chart.innerHTML;
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await moveCharts(document, point(70, "300"));
  expect(chart.innerHTML).toBe(before);
});
