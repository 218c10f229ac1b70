export { compareChains, listEvents, listSupporting } from "./compare-chains.server";
export { type PickedSeries, pickSeries } from "./pick-series.server";
export {
  type CorrectionSeen,
  findProvenance,
  listCorrections,
  listRecordedSpans,
  type Provenance,
} from "./provenance.server";
export { type MetricLine, type MetricList, readMetricList } from "./list-metrics.server";
export { listLowerBounds } from "./lower-bound.server";
export { readChanges, readPanel, readStrip } from "./read-overviews.server";
export { readCharts } from "./read-charts.server";
export {
  choose,
  findSubject,
  type Judged,
  listRows,
  readLatest,
  readMetric,
  placeOf,
  readChart,
  readSeries,
  type SeriesRef,
  type SeriesRow,
  toDrawn,
  toView,
} from "./read-series.server";
export { findMetricPages } from "./suggest-metrics.server";
export { seriesFile, seriesToJson, spanToJson } from "./series-file.server";
export { newestObservedDay, type ObservedDays, readObservedDays } from "./observed-days.server";
