import { db } from "~/platform/db.server";

/**
 * The public log, newest first: a page of `take` before the action `before`, and the id to continue from, or null.
 * Hidden content is named only by number; `detail` names tags, never a thread.
 */
export async function listModActions({ before, take }: { before: number | null; take: number }) {
  const rows = await db.modAction.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: "desc" },
    take: take + 1,
    select: {
      id: true,
      kind: true,
      reason: true,
      tagSlug: true,
      detail: true,
      at: true,
      moderator: { select: { handle: true, name: true } },
      post: { select: { id: true, number: true } },
      thread: { select: { id: true, slug: true, title: true, status: true } },
      uploadId: true,
      member: { select: { handle: true, name: true } },
    },
  });
  const page = rows.slice(0, take).map(({ at, thread, ...row }) => ({
    ...row,
    at: at.toISOString(),
    thread: thread?.status === "visible" ? { id: thread.id, slug: thread.slug, title: thread.title } : null,
    threadId: thread?.id ?? null,
  }));
  return { actions: page, next: rows.length > take ? page.at(-1)!.id : null };
}
