/** The names of mails, by which mail programs put answers below what they answer. */

type Post = { id: number; openingPostId: number; parentId: number | null };

export type Threading = { messageId: string; inReplyTo?: string | undefined; references?: string[] };

const idOf = (postId: number, host: string) => `<post.${postId}@${host}>`;

/**
 * The name of a letter and what it follows. A letter of one post has the post's name, the same for everybody, and follows the
 * post's parent; `own` is the name of any other. A letter of several posts of one thread follows the thread's first post, a
 * letter of several threads nothing.
 */
export function threadingOf(posts: Post[], isPost: boolean, own: string, host: string): Threading {
  const ownId = `<${own}@${host}>`;
  const [first] = posts;
  if (!first || posts.some(({ openingPostId }) => openingPostId !== first.openingPostId)) return { messageId: ownId };
  const opening = idOf(first.openingPostId, host);
  if (!isPost) return { messageId: ownId, inReplyTo: opening, references: [opening] };
  const messageId = idOf(first.id, host);
  if (messageId === opening) return { messageId };
  const parent = first.parentId === null ? opening : idOf(first.parentId, host);
  return { messageId, inReplyTo: parent, references: [...new Set([opening, parent])] };
}
