/** The thread screen's read: the one place that knows all the rooms it shows. */
import type { Viewer } from "~/features/auth/auth";
import { findPostToAnswer, listPosts, presentPosts } from "~/features/posts/posts.server";
import { canEdit, windowOf } from "~/features/posts/posts";
import { listVotesOf } from "~/features/signals/signals.server";
import { canReply, type Thread } from "~/features/threads/threads";
import { listThreadEvents } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";

type Asked = { thread: Thread; number: number; replyTo: number | null; viewer: Viewer };

/** Everything the page shows, the html of its posts apart, and what its content depends on. */
export async function loadThreadPage({ thread, number, replyTo, viewer }: Asked) {
  const shown = Math.min(Math.max(1, number), Math.max(1, thread.lastNumber));
  const { posts, stubs } = await listPosts(thread.id, shown, viewer);
  const bodies = await presentPosts(posts, viewer, "page");
  const mayReply = canReply(viewer, thread);
  const answered = mayReply && replyTo ? await findPostToAnswer(thread.id, { number: replyTo }) : null;
  const { first, last } = windowOf(shown);
  const events = await listThreadEvents(db, thread.id, { first, last });
  const votes = await listVotesOf(
    viewer,
    posts.map((post) => post.id),
  );
  return {
    bodies,
    dependsOn: [`thread:${thread.id}`],
    screen: {
      thread,
      posts: posts.map(({ html: _html, derived: _derived, excerpt: _excerpt, ...post }) => post),
      /** The first words on this page, for those who show a link to it. */
      summary: posts[0]?.excerpt ?? `A thread on Counterproof, opened by ${thread.author.name}.`,
      stubs,
      votes,
      events,
      /** Which of these posts the viewer may mend. */
      editable: posts.filter((post) => canEdit(viewer, { ...post, status: "visible" }, thread)).map((post) => post.id),
      shown,
      mayReply,
      answered,
      window: { first, last: Math.min(last, thread.lastNumber) },
    },
  };
}
