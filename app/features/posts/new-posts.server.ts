/** What other rooms use of writing new posts. */
export { createPost, type Written } from "./create-post.server";
export { reserveReply } from "./place-to-post.server";
export { startThread } from "./start-thread.server";
export { listUntold, takeUntold } from "./untold-posts.server";
