/** Posts and threads as entries of a feed. */
import type { FeedEntry } from "~/features/feeds/feeds";
import { listWholePosts, type WholePost } from "~/features/posts/posts.server";
import { paths } from "~/paths";

/** Entries in one feed. */
export const feedLength = 30;

/** The threads with these ids, each by the post that opened it. */
export async function threadEntries(threadIds: number[]): Promise<FeedEntry[]> {
  const openings = await listWholePosts({ openingOf: threadIds }, threadIds.length);
  return openings.map((post) => ({
    ...entryOf(post),
    id: paths.threadById(post.thread.id),
    path: paths.thread(post.thread),
    title: post.thread.title,
  }));
}

/** The newest posts of a thread, of a member, or of those with these ids. */
export async function postEntries(
  which: { threadId: number } | { authorId: number } | { ids: number[] },
  titleOf: (post: WholePost) => string,
): Promise<FeedEntry[]> {
  const posts = await listWholePosts(which, feedLength);
  return posts.map((post) => ({ ...entryOf(post), title: titleOf(post) }));
}

/** A post named by the thread it stands in, for lists of posts from many threads. */
export const titleInThread = ({ number, thread }: WholePost) =>
  number === 1 ? thread.title : `${thread.title}, post ${number}`;

const entryOf = (post: WholePost) => ({
  id: paths.post(post),
  path: paths.postInThread(post.thread, post),
  html: post.html,
  excerpt: post.excerpt,
  author: { name: post.author.name, path: paths.member(post.author) },
  publishedAt: post.createdAt,
  updatedAt: post.editedAt ?? post.createdAt,
  tags: post.thread.tags,
});
