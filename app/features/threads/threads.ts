export { canDraft, canReply, type FoundThread, type Thread, type ThreadEventView, type ThreadRow } from "./thread";
export { threadEventKinds, type ThreadWithEvents } from "./thread";
export { ThreadTags, ThreadTitle, titleLimits } from "./thread-form";
export { threadListTitle, type ThreadPeriod, type ThreadSort } from "./thread-list";
export { parseThreadList, type ThreadListQuery } from "./parse-thread-list";
export { gapInWords, isOldThread } from "./quiet-time";
export { wayBack, wayBackField } from "./way-back";
