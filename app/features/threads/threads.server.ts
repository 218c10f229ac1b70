export { findPublicThreadIds, findThread, findThreadTitles } from "./find-thread.server";
export { insertThread, moveThreadWorth, nameTldr, takePlace } from "./grow-thread.server";
export { changeThreadState } from "./change-thread-state.server";
export { recountThread, refileThread } from "./refile-thread.server";
export { completeThreads, findSimilarThreads, type SimilarThread } from "./similar-threads.server";
export { listThreadRange, listThreadRanges } from "./list-thread-ranges.server";
export { moveThreads } from "./move-threads.server";
export { countTaggedThreads, countThreadsToMove, listRelatedTags, mostCounted } from "./tagged-threads.server";
export { listPinnedThreads, listThreads, listThreadsById } from "./list-threads.server";
