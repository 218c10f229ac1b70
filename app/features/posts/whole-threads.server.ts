/** Everything that reads a thread as one text. */
export { listDiscussion } from "./list-discussion.server";
export { listDocument } from "./list-document.server";
