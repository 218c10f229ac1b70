/** What is drawn and said of series in several tokens, and of values that are very small or zero. */
import { renderToStaticMarkup } from "react-dom/server";
import { createElement } from "react";
import { expect, test } from "vitest";
import { pointInWords } from "~/features/metrics/metrics";
import { SeriesChart } from "~/features/series/components/series-chart";
import { type DrawnSeries, groupByUnit } from "~/features/series/series-view";
import { widgetHtml } from "~/features/widgets/widget-html";
import { widgetWords } from "~/features/widgets/widget-words";
import { ChainSnapshot } from "~/features/chains/chain-snapshot";
import { metricSvg } from "~/features/embeds/metric-svg.server";
import type { Widget } from "~/features/widgets/widgets";

const now = "2026-11-03T00:00:00.000Z";
const fee = (subject: string, symbol: string, wei: string[]): DrawnSeries => ({
  subject,
  subjectName: subject,
  metric: "median-fee",
  definition: "median-fee.live@1",
  unit: "wei",
  token: { symbol, decimals: 18 },
  provider: null,
  state: "live",
  asOf: now,
  value: wei.at(-1)!,
  age: 1,
  block: null,
  isFinal: true,
  dispute: null,
  unsupported: null,
  recordedTo: null,
  recordedBy: null,
  recordedThrough: null,
  points: wei.map((value, index) => [new Date(Date.parse(now) - (wei.length - index) * 60_000).toISOString(), value]),
  step: "raw",
});
const base = fee("base", "ETH", ["0", "721733911032", "821733911032"]);
const polygon = fee("polygon-pos", "POL", ["2923866950000000", "2823866950000000", "2923866950000000"]);
const widget = (more: Partial<Widget> = {}): Widget => ({
  refs: [base, polygon].map(({ subject, metric }) => ({ subject, metric })),
  window: "24h",
  view: "line",
  mode: "live",
  ...more,
});
const span = { from: new Date(Date.parse(now) - 86_400_000).toISOString(), to: now, isEarlier: false };
const given = (more: Partial<Widget> = {}) => ({
  shown: {
    widget: widget(more),
    series: [base, polygon],
    refused: [],
    names: { base: "base", "polygon-pos": "polygon-pos" },
    styles: {},
    now,
    span,
  },
  caption: "",
  key: "w",
  pinned: null,
  frozen: null,
});

test("two tokens are two charts on a page, in a widget and in a picture, and none says ETH of POL", () => {
  expect(groupByUnit([base, polygon, base]).map((group) => group.length)).toEqual([2, 1]);
  const page = renderToStaticMarkup(
    createElement(SeriesChart, { series: [base, polygon], scale: "linear", window: "24h", span, events: [] }),
  );
  for (const html of [page, String(widgetHtml(given()))]) {
    expect(html.match(/data-chart-from/g)).toHaveLength(2);
    expect(html).toContain(">0.00292<");
    expect(html).toContain(">POL");
    expect(html).toContain(">ETH");
    expect(html.replaceAll("\u00a0", " ")).not.toMatch(/0\.00292 ETH|NaN|undefined/);
  }
  for (const view of ["line", "bars", "value", "table"] as const) {
    const svg = metricSvg(
      given({ view }).shown,
      { theme: "light", width: 600 },
      new ChainSnapshot([], []),
      "example.org",
    );
    expect(svg.replaceAll("\u00a0", " ")).toContain("0.00292 POL");
    expect(svg).not.toMatch(/NaN|0\.00292.ETH/);
    expect(String(widgetWords(given({ view }))).replaceAll("\u00a0", " ")).toContain("0.00292 POL");
  }
});

test("a log scale says below the drawing that zeros are left out, on a page, in a widget and in a picture", () => {
  const words = "Values of 0 and below have no place on a log scale and are left out.";
  const page = (scale: "linear" | "log") =>
    renderToStaticMarkup(createElement(SeriesChart, { series: [base], scale, window: "24h", span, events: [] }));
  expect(page("log")).toContain(words);
  expect(page("linear")).not.toContain(words);
  expect(String(widgetHtml(given({ scale: "log" })))).toContain(words);
  expect(String(widgetHtml(given()))).not.toContain(words);
  const svg = metricSvg(
    given({ scale: "log" }).shown,
    { theme: "light", width: 900 },
    new ChainSnapshot([], []),
    "example.org",
  );
  expect(svg).toContain(words);
});

test("a value is described as a moment, a mean or a median", () => {
  expect(pointInWords("tvs.daily@1", "day")).toBe("each value is a moment, 00:00 UTC of its day");
  expect(pointInWords("tps.daily@1", "day")).toBe("each value is the mean of a day, UTC");
  expect(pointInWords("base-fee.block@1", "day")).toBe(
    "each value is the mean of a day, over values that are each the fee of one block",
  );
});
