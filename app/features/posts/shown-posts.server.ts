/** Texts as readers see them: posts, previews, and the SQL for what is shown of a post outside its page. */
export { presentPosts } from "./present-posts.server";
export { previewPost } from "./preview-post.server";
export { shownTextSql } from "./shown-text.server";
