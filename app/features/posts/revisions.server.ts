/** Everything that writes, reads and erases revisions of posts. */
export { findCitedRevision, readCitedText } from "./cited-revision.server";
export { editPost, revertPost } from "./edit-post.server";
export { eraseRevision } from "./erase-revision.server";
export { readPlainTexts, textKey } from "./plain-texts.server";
export { findRevision, listRevisions } from "./list-revisions.server";
