export { type Definition, type DefinitionId, definitions, definitionsOf } from "./definitions";
export { figureOf, figureText } from "./figure";
export { isMetricId, type MetricId, metricIds, metrics } from "./metric";
export { asMetric, parseSeriesQuestion, type SeriesQuestion } from "./series-question";
export { ageInWords, type SeriesState } from "./series-state";
export {
  changeOver,
  type DrawnSeries,
  figureOfView,
  gapAfter,
  type Point,
  ratioOf,
  type SeriesView,
  stateInWords,
} from "./series-view";
export { isWindow, type Window, windowNames, windows } from "./window";
