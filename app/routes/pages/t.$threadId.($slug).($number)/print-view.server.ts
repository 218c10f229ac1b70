import type { Viewer } from "~/features/auth/auth";
import { findLockGround, listHideGrounds } from "~/features/moderation/moderation.server";
import type { PostStub } from "~/features/posts/posts";
import { listDocument } from "~/features/posts/posts.server";
import { findThread } from "~/features/threads/threads.server";

/**
 * A thread as one document for paper, from post `from` on. The html of its posts and of its list of sources comes beside it,
 * in `bodies`, by the id that the page gives them. Null when there is no such thread that this viewer may read.
 */
export async function loadPrintView(asked: { id: number; number: number; viewer: Viewer; now: Date }) {
  const { id, viewer, now } = asked;
  const found = await findThread(id, viewer);
  if (!found) return null;
  const { events, ...thread } = found;
  const from = Math.min(Math.max(1, asked.number), Math.max(1, thread.lastNumber));
  const { posts, removed, disclosures, bodies, sources, first, last } = await listDocument(thread, from, viewer);
  const hidden = removed.filter(({ reason }) => reason === "hidden");
  const stubs: PostStub[] = removed.map(({ authorId: _author, ...post }) => ({ ...post, isOwn: false }));
  return {
    bodies: new Map([...[...bodies].map(([post, html]) => [`p-${post}`, html] as const), ["all-sources", sources]]),
    print: {
      thread,
      posts,
      stubs,
      disclosures,
      events: events.filter(({ afterNumber }) => afterNumber >= first && afterNumber <= last),
      hideGrounds: Object.fromEntries(await listHideGrounds(hidden.map((post) => post.id))),
      lockGround: thread.lockedAt ? await findLockGround(thread.id) : null,
      first,
      last,
      hasSources: sources !== "",
      readAt: now.toISOString(),
    },
  };
}
