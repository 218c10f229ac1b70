export { specOf } from "./chart-of-series";
export { liveMarks, markAttributes } from "./live-marks";
export type { PickedSeries } from "./pick-series.server";
export { asMetric, parseSeriesQuestion, type SeriesQuestion } from "./series-question";
export {
  type DrawnSeries,
  figureOfView,
  groupByUnit,
  type Point,
  type SeriesView,
  type Shown,
  stateInWords,
  unitOf,
} from "./series-view";
