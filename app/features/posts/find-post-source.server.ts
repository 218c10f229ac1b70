import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { presentPosts } from "./present-posts.server";

/** A post's source and html, and what a quote of it needs; null if this viewer may not read it. */
export async function findPostSource(id: number, viewer: Viewer) {
  const post = await db.post.findFirst({
    where: { id, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: {
      id: true,
      number: true,
      revision: true,
      html: true,
      derived: true,
      author: { select: { handle: true, name: true } },
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
    },
  });
  if (!post) return null;
  const { html, derived, revisions, ...rest } = post;
  const shown = await presentPosts([{ id, html, derived }], viewer, "page");
  return { ...rest, markdown: revisions[0]!.body, html: shown.get(id)! };
}
