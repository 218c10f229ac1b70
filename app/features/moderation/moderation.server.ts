export { findLockGround, listHideGrounds } from "./grounds.server";
export { writeLog } from "./write-log.server";
export { listModActions } from "./mod-log.server";
export { moderate, moderateIn, restoreRevision } from "./moderate.server";
export { changeTagLogged, mergeTagLogged, retagThreadLogged } from "./moderate-tags.server";
