export { canReply, type Thread, type ThreadEventView, type ThreadRow, type ThreadWithEvents } from "./thread";
export { ThreadTags, ThreadTitle, titleLimits } from "./thread-form";
export {
  parseThreadList,
  threadListTitle,
  type ThreadListQuery,
  type ThreadPeriod,
  type ThreadSort,
} from "./thread-list";
export { gapInWords, isOldThread } from "./quiet-time";
