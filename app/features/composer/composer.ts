export { insertBlock } from "./markdown-edits";
