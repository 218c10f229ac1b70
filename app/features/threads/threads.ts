export { canReply, type Thread, type ThreadRow } from "./thread";
export { ThreadTags, ThreadTitle, titleLimits } from "./thread-form";
export { parseThreadList, threadSorts } from "./thread-list";
