export { createPost, type Written } from "./create-post.server";
export { sweepSubmissions } from "./idempotency.server";
export { findPostToAnswer, listPosts, listPostsOf, locatePost } from "./list-posts.server";
export { presentPosts } from "./present-posts.server";
export { previewPost } from "./preview-post.server";
export { reprocessOutdated } from "./reprocess-outdated.server";
export { startThread } from "./start-thread.server";
