export { measuredNetworks } from "./measured-networks.server";
export { loadMetrics } from "./load-metrics.server";
