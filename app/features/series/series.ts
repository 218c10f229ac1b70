export { specOf } from "./chart-of-series";
export { chartMarkAttributes } from "./chart-marks";
export { type ChartSpan, nameOfSpan, spanNotes } from "./chart-span";
export { type LowerBound, lowerBoundInWords } from "./lower-bound";
export { liveMarks, markAttributes } from "./live-marks";
export type { PickedSeries } from "./pick-series.server";
export type { FoundMetric } from "./suggest-metrics.server";
export { asMetric, parseSeriesQuestion, type SeriesQuestion, toAsked } from "./series-question";
export {
  creditsOf,
  type DrawnSeries,
  figureOfView,
  groupByUnit,
  type Point,
  type RecordedSpan,
  type SeriesView,
  type Shown,
  stateInWords,
  unitOf,
} from "./series-view";
