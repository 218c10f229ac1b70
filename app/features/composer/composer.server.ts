export { citeReferences } from "./citation-edits";
export { decodeText } from "./decode-text";
export { JoinedReferences } from "./joined-references";
export { splitReferences } from "./split-references";
