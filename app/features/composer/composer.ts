export { citeReferences } from "./citation-edits";
export { decodeText } from "./decode-text";
export { type FoundReference, JoinedReferences } from "./joined-references";
export { insertBlock } from "./markdown-edits";
export { splitReferences } from "./split-references";
