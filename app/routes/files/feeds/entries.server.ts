/** Posts and threads as entries of a feed. */
import type { FeedEntry } from "~/features/feeds/feeds";
import { findShownOrcids } from "~/features/keys/keys.server";
import { listWholePosts, type WholePost } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";

/** Entries in one feed. */
export const feedLength = 30;

/** The threads with these ids, each by the post that opened it. */
export async function threadEntries(threadIds: number[]): Promise<FeedEntry[]> {
  const openings = await listWholePosts({ openingOf: threadIds }, threadIds.length);
  const orcids = await orcidsOf(openings);
  return openings.map((post) => ({
    ...entryOf(post, orcids),
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
  const orcids = await orcidsOf(posts);
  return posts.map((post) => ({ ...entryOf(post, orcids), title: titleOf(post) }));
}

/** A post named by the thread it stands in, for lists of posts from many threads. */
export const titleInThread = ({ number, thread }: WholePost) =>
  number === 1 ? thread.title : `${thread.title}, post ${number}`;

const orcidsOf = (posts: WholePost[]) => findShownOrcids(posts.map(({ author }) => author.id));

const entryOf = (post: WholePost, orcids: Map<number, string>) => ({
  id: paths.post(post),
  path: paths.postInThread(post.thread, post),
  html: post.html,
  excerpt: post.excerpt,
  author: { name: post.author.name, path: paths.member(post.author), orcid: orcids.get(post.author.id) },
  references: post.sources.map((source) => ({
    title: source.title,
    url: source.url?.startsWith("http") ? source.url : env().publicOrigin + (source.url ?? paths.source(source)),
  })),
  publishedAt: post.createdAt,
  updatedAt: post.editedAt ?? post.createdAt,
  tags: post.thread.tags,
});
