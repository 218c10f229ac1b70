/** Threads as wholes: each as one text, and the pages that long ones have. */
export { listDiscussion } from "./list-discussion.server";
export { listDocument } from "./list-document.server";
export { listPageRange, listPageRanges } from "./list-page-ranges.server";
