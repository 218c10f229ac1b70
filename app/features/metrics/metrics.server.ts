export { loadMetrics } from "./load-metrics.server";
export { measuredNetworks } from "./providers/all.server";
export { startTicker, stopTicker } from "./ticker.server";
export { findSubject, readDays, readLatest, readSeries, type SeriesRef } from "./read-series.server";
