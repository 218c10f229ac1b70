export { loadArchive } from "./archive/load-archive.server";
export { listProviderHealth, type ProviderHealth, runProviderNow } from "./list-providers.server";
export { groupProviders, type ProviderGroup } from "./provider-groups";
export { sweepMetrics } from "./sweep-metrics.server";
export { startTicker, stopTicker } from "./ticker.server";
