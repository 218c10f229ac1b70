export { listModActions } from "./mod-log.server";
export { moderate, restoreRevision } from "./moderate.server";
