/** A post as in its thread, with its neighbours as lines and its author's record. */
import type { Member } from "~/features/auth/auth";
import { listJudged, listPosts, presentPosts, readAuthorRecord } from "~/features/posts/posts.server";
import { findThread } from "~/features/threads/threads.server";

/** Null where the post or its thread is not there any more. The post's html comes beside it, in `bodies`. */
export async function readPostInContext(postId: number, viewer: Member) {
  const judged = (await listJudged([postId])).get(postId);
  const thread = judged && (await findThread(judged.thread.id, viewer));
  if (!judged || !thread) return null;
  const { number } = judged;
  const { posts, disclosures } = await listPosts(thread, [number - 1, number, number + 1], viewer);
  const stored = posts.find((one) => one.id === postId);
  if (!stored) return null;
  const bodies = await presentPosts([stored], viewer, "page");
  const line = (at: number) => {
    const found = posts.find((one) => one.number === at);
    return found ? { id: found.id, number: found.number, author: found.author.name, line: found.excerpt } : null;
  };
  return {
    shown: {
      post: {
        id: postId,
        number,
        author: stored.author,
        createdAt: stored.createdAt,
        editedAt: stored.editedAt,
        status: judged.status,
        isFolded: judged.isFolded,
        hasUsedEdit: judged.hasUsedEdit,
      },
      thread: { id: thread.id, slug: thread.slug, title: thread.title },
      before: line(number - 1),
      after: line(number + 1),
      record: await readAuthorRecord(stored.author.id),
      disclosures: (disclosures[stored.author.id] ?? []).map(({ text }) => text),
    },
    bodies,
  };
}
