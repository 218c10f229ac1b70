export type { FoundReference } from "./joined-references";
export { insertBlock } from "./insertions";
