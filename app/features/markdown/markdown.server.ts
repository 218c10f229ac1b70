export { parseMarkdown, renderMarkdown } from "./read-in-lane.server";
export { renderAlone } from "./render-alone.server";
export { isTextAtFault, MarkdownTooLarge } from "./failures";
export { compareTexts } from "./compare-texts.server";
export { readableText } from "./readable-text";
export { codeBlock } from "./code-block";
export { absoluteLinks } from "./absolute-links";
export { noteLetter } from "./note-letter";
export { fillSlots, withCitationIds } from "./slots";
