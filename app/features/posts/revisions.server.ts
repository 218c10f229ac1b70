/** Everything that writes, reads and erases revisions of posts. */
export { editPost, revertPost } from "./edit-post.server";
export { eraseRevision } from "./erase-revision.server";
export { findRevision, listRevisions } from "./list-revisions.server";
