import { renderToStaticMarkup } from "react-dom/server";
import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import {
  chartHtml,
  chartName,
  chartNotes,
  type ChartPoint,
  type ChartSpec,
  chartTableHtml,
  findingOf,
  drawingHtml,
} from "~/ui/chart/chart";
import { paperColour } from "~/styles/token-colour.server";
import { chartDrawing } from "~/ui/chart/chart-drawing";
import { svgFile } from "~/ui/chart/chart-file";
import { drawText } from "~/ui/chart/draw-text";
import { plainUnit } from "~/ui/quantity";
import { Chart, SmallChart } from "~/ui/chart/chart-view";
import { ChainSnapshot } from "~/features/chains/chain-snapshot";
import { stylesOf } from "~/ui/chart/series-style";
import { fileChains } from "../../support/chains";

const end = Date.parse("2026-11-03T00:00:00Z");
const day = 86_400_000;
const daily = (values: (number | string | null)[]): ChartPoint[] =>
  values.map((value, index) => ({ at: new Date(end - (values.length - 1 - index) * day).toISOString(), value }));
const known = new ChainSnapshot(fileChains, []);
const colourOf = (role: string, theme: "light" | "dark" = "light") =>
  known.colourOf(role, theme) ?? paperColour(role, theme);
const styleOf = (slug: string) => fileChains.find((chain) => chain.slug === slug)?.style;
const series = (key: string, name: string, points: ChartPoint[]) => ({ key, name, style: styleOf(key), points });
const wave = (size: number, length = 31) =>
  daily(Array.from({ length }, (_, index) => String(size + ((index * 37) % 11))));
const spec = (given: Partial<ChartSpec> = {}): ChartSpec => ({
  series: [series("base", "Base", wave(160)), series("arbitrum", "Arbitrum", wave(30))],
  unit: plainUnit("tx/s"),
  from: new Date(end - 30 * day).toISOString(),
  to: new Date(end).toISOString(),
  ...given,
});
const size = { width: 576, height: 232 };
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const countOf = (html: string, part: string) => html.split(part).length - 1;

/** A file with a heading, a drawing and a line below it. */
const fileOf = (drawn: ChartSpec, given: Pick<Parameters<typeof svgFile>[0], "size" | "title" | "colourOf">) =>
  svgFile({
    ...given,
    says: chartName(drawn),
    parts: [
      drawText(given.title, 20, 20, { isStrong: true }),
      chartDrawing(drawn, { kind: "line", size }),
      drawText(given.title, 20, 300),
    ],
  });

test("a chart is named by its finding", () => {
  const points = daily([127, 130, 171, 140, 142]);
  const given = { ...spec({ series: [series("base", "Base", points)] }), from: points[0]!.at };
  expect(plain(chartName(given))).toBe("Base: 142 tx/s now, +12 % in 4 days, high 171 tx/s on 1 Nov");
  expect(plain(chartName({ ...given, to: "2026-11-20T00:00:00Z" }))).toContain("Base: 142 tx/s on 3 Nov, +12 %");
  expect(chartName({ ...given, series: [series("base", "Base", daily([null, null]))] })).toBe("Base: no data");
  expect(chartName({ ...given, series: [] })).toBe("No data");
  expect(plain(chartName({ ...given, series: [series("base", "Base", daily([5]))] }))).toBe("Base: 5 tx/s now");
});

test("a finding tells of the span that is shown, and of nothing else", () => {
  const points = series("base", "Base", daily([900, 100, 150, 120]));
  const found = findingOf(points, { from: points.points[1]!.at, to: points.points[3]!.at, unit: plainUnit("tx/s") });
  expect(found).toMatchObject({ high: { value: 150 }, first: { value: 100 }, last: { value: 120 }, isNow: true });
  expect(plain(found!.change!)).toBe("+20 %");
});

test("text and React draw the same", () => {
  const drawn = spec({ events: [{ at: "2026-10-20T00:00:00Z", name: "Fork & <more>" }] });
  expect(renderToStaticMarkup(<Chart spec={drawn} />)).toBe(
    chartHtml(drawn).replaceAll(/<(path|line|circle|rect)([^>]*)\/>/g, "<$1$2></$1>"),
  );
  const small = renderToStaticMarkup(<SmallChart spec={drawn} kind="spark" size={{ width: 54, height: 20 }} />);
  expect(small).toContain('viewBox="0 0 54 20"');
});

test("two drawings in a post, three on a page, with roles for colours and nothing styled by hand", () => {
  const html = chartHtml(spec());
  expect(countOf(html, "<svg")).toBe(2);
  expect(html).toContain('viewBox="0 0 576 232"');
  expect(html).toContain('viewBox="0 0 358 220"');
  expect(countOf(chartHtml(spec(), { place: "page" }), "<svg")).toBe(3);
  expect(html).toContain('stroke="var(--chain-base)"');
  expect(html).not.toMatch(/\sstyle=|<style|#[0-9a-f]{6}|NaN|undefined|Infinity/);
});

test("names are drawn as text, even with markup in them", () => {
  const name = `"><script>alert(1)</script>&\u0000\ud800`;
  const hostile = spec({
    series: [series("base", name, wave(160)), series(`"onload="x`, name, wave(30))],
    unit: plainUnit(`<b>"`),
    events: [{ at: "2026-10-20T00:00:00Z", name }],
    level: { value: 1e9, name },
  });
  for (const html of [
    chartHtml(hostile),
    chartTableHtml(hostile, name),
    fileOf(hostile, { size, title: name, colourOf }),
  ]) {
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<b>");
    expect(html).not.toMatch(/[\u0000\ud800]|\sonload=/);
  }
});

test("awkward data is drawn without a number that is none", () => {
  const kinds = ["line", "bars", "spark", "small"] as const;
  const data: Record<string, ChartPoint[]> = {
    none: [],
    "only gaps": daily([null, null]),
    "one point": daily([7]),
    zero: daily([0, 0, 0]),
    negative: daily([-5, -2, -9]),
    tiny: daily([1e-9, 2e-9]),
    huge: daily(["1000000000000000000", "2000000000000000000"]),
    "mixed signs": daily([-1, 1, null, 3]),
    "same moment": [...daily([1]), ...daily([2])],
    "no number": daily(["x", "", null]),
    provisional: daily([1, 2, 3]).map((point, index) => ({ ...point, provisional: index > 0 })),
  };
  for (const [name, points] of Object.entries(data))
    for (const kind of kinds)
      for (const scale of ["linear", "log"] as const)
        for (const span of [{}, { from: undefined, to: undefined }]) {
          const html = drawingHtml(spec({ series: [series("base", "Base", points)], scale, ...span }), { kind, size });
          expect(html, `${name}, ${kind}, ${scale}`).not.toMatch(/NaN|Infinity|undefined/);
          expect(html).toMatch(/^<svg .*<\/svg>$/s);
        }
  expect(drawingHtml(spec({ series: [] }), { kind: "line", size })).toContain("No data in this span.");
});

test("provisional values are dashed, a point between gaps is a dot, the last point has a mark", () => {
  const points = daily([1, 2, null, 4, null, 5, 6]).map((point, index) => ({ ...point, provisional: index === 6 }));
  const html = drawingHtml(spec({ series: [series("base", "Base", points)] }), { kind: "line", size });
  expect(countOf(html, 'class="chart-provisional"')).toBe(1);
  expect(html).toContain('r="1.75"');
  expect(html).toContain('r="3.5"');
});

test("a line that ends long before its chart has its day in its label, and no leader across the others", () => {
  const over = series("arbitrum", "Arbitrum", wave(30).slice(0, 12));
  const html = plain(drawingHtml(spec({ series: [series("base", "Base", wave(160)), over] }), { kind: "line", size }));
  expect(html).toMatch(/>\d+ · 15 Oct</);
  expect(html).not.toMatch(/<path d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+" fill="none" stroke="var\(--line-2\)"/);
  // Both marks stand at the lines' ends and again before the names.
  expect(countOf(html, "<circle")).toBe(2);
  const alone = plain(drawingHtml(spec({ series: [over] }), { kind: "line", size }));
  expect(alone).toMatch(/>\d+ · 15 Oct</);
});

test("a label alone stands beside a point on the base line, inside the drawing and without a leader", () => {
  const low = spec({ series: [series("base", "Base", daily([20, 5, 0.00197]))], from: undefined });
  const html = plain(drawingHtml(low, { kind: "line", size }));
  const [, x] = /<text x="([\d.]+)"[^>]*>0\.00197</.exec(html)!;
  expect(Number(x) + "0.00197".length * 7).toBeLessThanOrEqual(size.width);
  expect(html).not.toMatch(/<path d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+" fill="none" stroke="var\(--line-2\)"/);
});

test("a chart of days prints its last day with the year, and no date that would touch it", () => {
  for (const days of [2, 3, 7, 13, 30, 90, 189, 200, 400, 4000])
    for (const width of [300, 358, 576, 1000]) {
      const drawn = spec({ from: new Date(end - days * day).toISOString() });
      const html = plain(drawingHtml(drawn, { kind: "line", size: { width, height: 220 } }));
      const dates = [...html.matchAll(/<text x="([\d.]+)" y="212"[^>]*>([^<]+)</g)].map(([text, x, words]) => {
        const wide = words!.length * 5.5;
        const left = Number(x) - (text.includes("middle") ? wide / 2 : 0);
        return { words, left, right: left + wide };
      });
      expect(dates.at(-1)!.words).toBe("3 Nov 2026");
      expect(dates.at(-1)!.right).toBeLessThanOrEqual(width + 4);
      for (const [index, { left }] of dates.slice(1).entries())
        expect(left, `${days} days, ${width} px`).toBeGreaterThan(dates[index]!.right);
    }
});

test("five series are coloured; the others are hairlines, named in words", () => {
  const many = spec({
    series: fileChains.slice(0, 8).map(({ slug }, index) => series(slug, `Chain ${index}`, wave(20 * index))),
  });
  const html = drawingHtml(many, { kind: "line", size });
  expect(countOf(html, 'class="chart-rest"')).toBe(3);
  expect(chartNotes(many, size)).toEqual(["Thin lines, after the first 5: Chain 5, Chain 6, Chain 7."]);
});

test("events are named once; the one without room is named in words", () => {
  const events = [
    { at: "2026-10-20T00:00:00Z", name: "First fork" },
    { at: "2026-10-21T00:00:00Z", name: "Second fork" },
    { at: "2020-01-01T00:00:00Z", name: "Long ago" },
  ];
  const html = drawingHtml(spec({ events }), { kind: "line", size });
  expect(countOf(html, ">First fork<")).toBe(1);
  expect(html).not.toContain("Long ago");
  expect(chartNotes(spec({ events }), size)).toEqual(["Also dashed: Second fork."]);
});

test("a stated value that does not fit is said at the top and squeezes nothing", () => {
  const html = drawingHtml(spec({ level: { value: 100_000, name: "stated" } }), {
    kind: "spark",
    size: { width: 276, height: 68 },
  });
  expect(html).toMatch(/stated, [\d,]+ times above this scale/);
});

test("bars begin at zero and stand for means where there is no room for each", () => {
  const long = spec({
    series: [series("base", "Base", wave(160, 1000))],
    from: new Date(end - 999 * day).toISOString(),
  });
  expect(countOf(drawingHtml(long, { kind: "bars", size }), "<rect")).toBeLessThan(160);
  expect(chartNotes(long, size, "bars")[0]).toMatch(/^Each bar is the mean of \d+ values\.$/);
  expect(drawingHtml(spec({ series: [series("base", "Base", wave(160))] }), { kind: "bars", size })).toContain(">0<");
});

test("several series as bars are a ranking, the largest on top", () => {
  const html = drawingHtml(
    spec({ series: [series("arbitrum", "Arbitrum", wave(30)), series("base", "Base", wave(160))] }),
    { kind: "bars", size },
  );
  expect(html.indexOf(">Base<")).toBeLessThan(html.indexOf(">Arbitrum<"));
});

test("a table has a row for each moment, the newest first, and says what it leaves out", () => {
  const html = chartTableHtml(spec(), "Activity", 3);
  expect(html).toContain("Activity. The newest 3 of 31.");
  expect(countOf(html, "<tr>")).toBe(4);
  expect(html.indexOf("2026-11-03")).toBeLessThan(html.indexOf("2026-11-02"));
});

test("series without a style are in second ink and have marks of their own", () => {
  const [first, second, third] = stylesOf([{}, {}, { style: styleOf("base") }]);
  expect([first!.colour, second!.colour]).toEqual(["var(--ink-2)", "var(--ink-2)"]);
  expect(first!.mark).not.toBe(second!.mark);
  expect(third).toEqual({ colour: "var(--chain-base)", mark: "circle", dash: undefined });
});

test("a file stands by itself: literal colours, faces by name, title and description, and resvg draws it", () => {
  for (const scheme of ["light", "dark"] as const) {
    const svg = fileOf(spec(), {
      size: { width: 600, height: 320 },
      colourOf: (role) => colourOf(role, scheme),
      title: "Activity",
    });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="600" height="320"/);
    expect(svg).not.toMatch(/var\(|class=|NaN/);
    expect(svg).toContain(scheme === "light" ? "#1d4ce9" : "#6592ff");
    expect(svg).toContain("<title>Activity</title><desc>Base: ");
    const picture = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    expect([picture.width, picture.height]).toEqual([600, 320]);
  }
});

test("recorded history is a thinner line up to its last day, and a sentence says so", () => {
  const points = wave(160);
  const seam = points[20]!.at;
  const given = spec({ series: [{ ...series("base", "Base", points), recordedThrough: seam }] });
  const html = drawingHtml(given, { kind: "line", size });
  const strokes = [...html.matchAll(/<path d="(M[^"]+)"[^>]*stroke-width="([\d.]+)"/g)].map(([, d, width]) => [
    d!.split("L").length,
    Number(width),
  ]);
  expect(strokes).toEqual([
    [21, 1.05],
    [11, 1.75],
  ]);
  expect(plain(chartNotes(given, size).join(" "))).toBe("Thinner line: recorded, to 24 Oct 2026.");
  // All of it recorded, or nothing: one line, and nothing to say.
  for (const recordedThrough of [points.at(-1)!.at, "2020-01-01T00:00:00Z", undefined]) {
    const whole = spec({ series: [{ ...series("base", "Base", points), recordedThrough }] });
    expect(countOf(drawingHtml(whole, { kind: "line", size }), "chart-recorded")).toBe(0);
    expect(chartNotes(whole, size)).toEqual([]);
  }
});
