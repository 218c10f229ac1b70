export {
  listEvents,
  listOtherChains,
  listSupporting,
  readMetric,
  type MetricByDefinition,
} from "./compare-chains.server";
export { type PickedSeries, pickSeries } from "./pick-series.server";
export {
  type CorrectionSeen,
  findProvenance,
  listCorrections,
  listRecordedSpans,
  type Provenance,
} from "./provenance.server";
export { type MetricLine, type MetricList, readMetricList } from "./list-metrics.server";
export { listMeasured } from "./list-measured.server";
export { listLowerBounds } from "./lower-bound.server";
export { drawPanel, drawStrip } from "./draw-overviews.server";
export { readChange } from "./read-overviews.server";
export { readCharts } from "./read-charts.server";
export { choose, type Chosen } from "./choose-series";
export { readLatest } from "./read-latest.server";
export { readWeeks, type Week } from "./read-weeks.server";
export { placeOf, readChart, readSeries, toDrawn } from "./read-series.server";
export { findSubject, listRows, type SeriesRef, type SeriesRow } from "./series-rows.server";
export type { Judged } from "./view-of-row";
export { findMetricPages } from "./suggest-metrics.server";
export { seriesFile, seriesToJson, spanToJson } from "./series-file.server";
export { newestObservedDay, type ObservedDays, readObservedDays } from "./observed-days.server";
