export { readMarkdown, warmMarkdown } from "./answer.server";
export { compareWords } from "./compare-words";
export { warmHighlighter } from "./highlight.server";
export { forMail, mailText } from "./mail-html";
