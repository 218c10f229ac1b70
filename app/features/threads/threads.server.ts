export { announceInLists, announceUpdate } from "./announce-update.server";
export {
  findPublicThreadIds,
  findThread,
  findThreadTitles,
  findThreadToAnswer,
  followMerge,
  mergedSql,
} from "./find-thread.server";
export { type ImportedThread, placeImported, restateImported } from "./import-thread.server";
export {
  countingPost,
  insertThread,
  moveThreadWorth,
  refusalOfThread,
  restateWorth,
  setTldr,
  tellingOfPost,
  type ThreadToPostIn,
  threadToPostIn,
} from "./insert-thread.server";
export { changeThreadState, closeThread, reopenThread, type ThreadChange } from "./change-thread-state.server";
export { isFiledAs, recountThread, refileThread } from "./refile-thread.server";
export { completeThreads, findSimilarThreads, type SimilarThread } from "./similar-threads.server";
export { listThreadRange, listThreadRanges } from "./list-thread-ranges.server";
export { lockThread, lockThreads } from "./lock-thread.server";
export { listMissedUpdates, sweepUpdates } from "./missed-updates.server";
export { moveThreads } from "./move-threads.server";
export {
  countTaggedThreads,
  countThreadsToMove,
  listRelatedTags,
  listTagsPostedIn,
  mostCounted,
} from "./tagged-threads.server";
export { listRelatedThreads, type RelatedThread } from "./related-threads.server";
export { listFoundThreads, listPinnedThreads, listThreads, listThreadsById } from "./list-threads.server";
