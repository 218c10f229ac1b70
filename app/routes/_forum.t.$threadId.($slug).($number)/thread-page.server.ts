/** The thread screen's read: the one place that knows all the rooms it shows. */
import type { Viewer } from "~/features/auth/auth";
import { findPostToAnswer, listPosts, presentPosts } from "~/features/posts/posts.server";
import { windowOf } from "~/features/posts/posts";
import { canReply, type Thread } from "~/features/threads/threads";

type Asked = { thread: Thread; number: number; replyTo: number | null; viewer: Viewer };

/** Everything the page shows, the html of its posts apart, and what its content depends on. */
export async function loadThreadPage({ thread, number, replyTo, viewer }: Asked) {
  const shown = Math.min(Math.max(1, number), Math.max(1, thread.lastNumber));
  const { posts, stubs } = await listPosts(thread.id, shown, viewer);
  const bodies = await presentPosts(posts, viewer, "page");
  const mayReply = canReply(viewer, thread);
  const answered = mayReply && replyTo ? await findPostToAnswer(thread.id, { number: replyTo }) : null;
  const { first, last } = windowOf(shown);
  return {
    bodies,
    dependsOn: [`thread:${thread.id}`],
    screen: {
      thread,
      posts: posts.map(({ html: _html, ...post }) => post),
      stubs,
      shown,
      mayReply,
      answered,
      window: { first, last: Math.min(last, thread.lastNumber) },
    },
  };
}
