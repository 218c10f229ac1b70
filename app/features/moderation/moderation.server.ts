export { listModActions } from "./mod-log.server";
export { moderate } from "./moderate.server";
