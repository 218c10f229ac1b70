/**
 * Charts, drawn on the server: values in, SVG out. One core (`chartDrawing`), two thin ways to write it: text here, React
 * in `chart-view.tsx` (`Chart`, `SmallChart`). Whole files are made by `chart-file.ts` (`svgFile`).
 *
 *   const spec = { series: [{ key, name: "Base", style, points }], unit: plainUnit("tx/s"), from, to, events };
 *   <Chart spec={spec} />                  line (or kind="bars"), in all drawings its place needs
 *   chartHtml(spec)                        the same as text
 *   chartName(spec)                        "Base: 142 tx/s now, +12 % in 30 days, high 171 tx/s on 3 Nov"
 */
export type { ChartEvent, ChartLevel, ChartPoint, ChartSeries, ChartSpec, Size } from "./chart-spec";
export { type ChartKind, chartNotes } from "./chart-drawing";
export { chartHtml, chartTableHtml, drawingHtml } from "./chart-text";
export { chartName, findingOf } from "./chart-name";
export { type MarkShape, markShapes, type SeriesStyle } from "./series-style";
export { spanInWords } from "./time-axis";
