export { type Definition, type DefinitionId, definitions, definitionsOf } from "./definitions";
export { figureText } from "./figure";
export { liveMarks } from "./live-marks";
export { isMetricId, type MetricId, metricIds, metrics, type Unit } from "./metric";
export { asMetric, parseSeriesQuestion, type SeriesQuestion } from "./series-question";
export { ageInWords, type SeriesState } from "./series-state";
export { type DrawnSeries, figureOfView, type Point, type SeriesView, type Shown, stateInWords } from "./series-view";
export { isWindow, type Window, windowNames, windows } from "./window";
export {
  mostSeries,
  readWidgetAddress,
  readWidgetQuery,
  type Widget,
  widgetMarkdown,
  widgetQuery,
  type WidgetView,
  widgetViews,
} from "./widget";
export type { Pinned, PlacedWidget } from "./pinned";
export type { PickedSeries } from "./pick-series.server";
