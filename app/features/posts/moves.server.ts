/** Everything about posts that moderators move. */
export { findMovedPost, listMoves } from "./list-moves.server";
export { moveBack } from "./move-back.server";
export { listPostsToMove, type Moved, movePosts } from "./move-posts.server";
