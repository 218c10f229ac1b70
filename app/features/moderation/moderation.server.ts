export { findLockGround, listHideGrounds } from "./grounds.server";
export { writeLog } from "./write-log.server";
export { countModActions, findModAction, listModActions } from "./mod-log.server";
export { countUnchained, findHashes, findNewestHash, listChained, readChain } from "./read-chain.server";
export { eraseEntryWords, eraseRevisionLogged, moderate, moderateIn, restoreRevision } from "./moderate.server";
export { changeTagLogged, mergeTagLogged, retagThreadLogged } from "./moderate-tags.server";
export { ChainedEntry, verifyChain } from "./log-chain.server";
