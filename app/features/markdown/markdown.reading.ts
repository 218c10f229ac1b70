export { readMarkdown, warmMarkdown } from "./answer.server";
export { compareWords } from "./compare-words";
export { forMail, mailText } from "./mail-html";
