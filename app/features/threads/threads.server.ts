export { findPublicThreadIds, findThread, findThreadTitles } from "./find-thread.server";
export { insertThread, takePlace } from "./grow-thread.server";
export { listThreads } from "./list-threads.server";
