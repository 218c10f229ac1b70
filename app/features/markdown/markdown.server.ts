export { closeMarkdownWorker, parseMarkdown, renderMarkdown } from "./markdown-thread.server";
export { MarkdownFailed, MarkdownTooLarge, MarkdownTooLong, MarkdownTooSlow } from "./failures";
export { absoluteLinks } from "./absolute-links";
export { escapeAttribute, escapeText } from "./escape-html";
export { noteLetter } from "./note-letter";
export { fillSlots } from "./slots";
