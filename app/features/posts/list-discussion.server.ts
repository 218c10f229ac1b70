/** A thread's posts in their sources, for programs that read markdown. */
import type { DiscussionPost, PlainPost } from "./discussion-markdown";
import { mostBytesOfPage } from "./fit-page";
import { mostPostsOfDocument } from "./list-document.server";
import { listPostSources } from "./list-source-posts.server";
import { windowSize } from "./post";

export type Discussion = {
  /** In the order of their numbers; of a post that not everybody may read only the number. */
  posts: DiscussionPost[];
  /** Numbers of the first and the last post in it. */
  first: number;
  last: number;
};

/**
 * The posts from number `from` on as visitors may read them, as many as a page holds: 500, or 2 MB of text beside the first
 * post. They are read by windows, so that a long thread costs no more than what is shown of it.
 */
export async function listDiscussion(thread: { id: number; lastNumber: number }, from: number): Promise<Discussion> {
  const end = Math.min(thread.lastNumber, from + mostPostsOfDocument - 1);
  const posts: DiscussionPost[] = [];
  let left = mostBytesOfPage;
  let last = end;
  for (let first = from; first <= end && last === end; first += windowSize) {
    const window = await listPostSources({
      threadId: thread.id,
      first,
      last: Math.min(end, first + windowSize - 1),
    });
    for (const post of window) {
      if ("body" in post) left -= sizeOf(post);
      if (left < 0 && posts.length > 0) {
        last = post.number - 1;
        break;
      }
      posts.push(post);
    }
  }
  return { posts, first: from, last };
}

const sizeOf = (post: PlainPost) => Buffer.byteLength(JSON.stringify(post));
