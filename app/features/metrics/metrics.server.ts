export { loadMetrics } from "./load-metrics.server";
