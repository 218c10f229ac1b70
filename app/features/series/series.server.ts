export { compareChains, countMeasured, listEvents, listSupporting } from "./compare-chains.server";
export { type PickedSeries, pickSeries } from "./pick-series.server";
export {
  type CorrectionSeen,
  findProvenance,
  listCorrections,
  listRecordedSpans,
  type Provenance,
} from "./provenance.server";
export { findLowerBound, listLowerBounds } from "./lower-bound.server";
export { readPanel, readStrip } from "./read-overviews.server";
export { readManyPoints } from "./read-points.server";
export {
  choose,
  findSubject,
  type Judged,
  listRows,
  seriesIdsOf,
  readLatest,
  readMetric,
  readSeries,
  type SeriesRef,
  type SeriesRow,
  toView,
} from "./read-series.server";
export { seriesFile, seriesToJson } from "./series-file.server";
export { newestObservedDay, type ObservedDays, readObservedDays } from "./observed-days.server";
