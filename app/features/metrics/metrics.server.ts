export { loadMetrics } from "./load-metrics.server";
export { sweepMetrics } from "./sweep-metrics.server";
export { startTicker, stopTicker } from "./ticker.server";
export { findSubject, readLatest, readMetric, readSeries, type SeriesRef } from "./read-series.server";
export { listProviderHealth, type ProviderHealth, runProviderNow } from "./list-providers.server";
export { type CorrectionSeen, findProvenance, listCorrections, type Provenance } from "./provenance.server";
export { seriesFile } from "./series-file.server";
export { compareNetworks, countMeasured, listEvents, listSupporting } from "./compare-networks.server";
export { readPanel, readStrip } from "./read-overviews.server";
