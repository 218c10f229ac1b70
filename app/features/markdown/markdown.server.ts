export { closeMarkdownWorker, parseMarkdown, renderMarkdown } from "./markdown-thread.server";
export { MarkdownFailed, MarkdownInterrupted, MarkdownTooLarge, MarkdownTooLong, MarkdownTooSlow } from "./failures";
export { codeBlock } from "./code-block";
export { absoluteLinks } from "./absolute-links";
export { noteLetter } from "./note-letter";
export { oneLine } from "./plain-text";
export { fillSlots } from "./slots";
