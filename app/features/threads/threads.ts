export { canReply, slugOf, type Thread, type ThreadRow } from "./thread";
export { ThreadTags, ThreadTitle, titleLimits } from "./thread-form";
export { parseThreadList, type ThreadListQuery, type ThreadSort, threadSorts } from "./thread-list";
