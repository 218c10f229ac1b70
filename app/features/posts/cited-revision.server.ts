/** One revision of a post as everybody may read and cite it, whatever was edited since. */
import { db } from "~/platform/db.server";
import type { Asker } from "~/platform/lanes.server";
import { excerptOf, shownText } from "./post";
import { readDerived } from "./post-derived";
import { presentPosts } from "./present-posts.server";
import { showText } from "./preview-post.server";

/** Where a revision stands, if everybody may read it. `gone`: it was there, and was withdrawn, hidden or erased. */
export async function findCitedRevision(postId: number, number: number) {
  const post = await db.post.findUnique({
    where: { id: postId },
    select: {
      id: true,
      number: true,
      status: true,
      revision: true,
      foldedAt: true,
      author: { select: { id: true, handle: true, name: true } },
      thread: {
        select: {
          id: true,
          slug: true,
          title: true,
          status: true,
          tags: { orderBy: { position: "asc" }, select: { tag: { select: { name: true } } } },
        },
      },
      revisions: { where: { number }, select: { createdAt: true, reason: true, erasedAt: true } },
    },
  });
  if (!post || number < 1 || number > post.revision) return { ok: false, reason: "no-such-revision" } as const;
  const { revisions, status, foldedAt, thread, ...place } = post;
  const [found] = revisions;
  const isVisible = status === "visible" && thread.status === "visible";
  if (!isVisible || !found || found.erasedAt) return { ok: false, reason: "gone" } as const;
  return {
    ok: true,
    post: {
      ...place,
      isFolded: foldedAt !== null,
      thread: { id: thread.id, slug: thread.slug, title: thread.title, tags: thread.tags.map(({ tag }) => tag.name) },
    },
    number,
    createdAt: found.createdAt.toISOString(),
    reason: found.reason,
  } as const;
}

type RevisionText = {
  /** Of a page, as visitors see it; null for a text that can't be rendered any more. */
  html: string | null;
  excerpt: string;
  /** The sources that it cites, in the order of their numbers. */
  sourceIds: number[];
};

/**
 * The text of a revision that `findCitedRevision` found: the current one as its thread shows it; an earlier one is rendered again,
 * in the lane of previews.
 */
export async function readCitedText(postId: number, number: number, asker: Asker): Promise<RevisionText> {
  const { html, derived, ...post } = await db.post.findUniqueOrThrow({
    where: { id: postId },
    select: {
      revision: true,
      html: true,
      derived: true,
      foldedAt: true,
      plainText: true,
      readableText: true,
      revisions: { where: { number }, select: { body: true } },
    },
  });
  if (post.revision === number) {
    const presented = await presentPosts([{ id: postId, html, derived }], null, "page");
    return {
      html: presented.get(postId) ?? "",
      excerpt: excerptOf(shownText(post)),
      sourceIds: readDerived(derived).citations.order,
    };
  }
  const shown = await showText(post.revisions[0]?.body ?? "", null, asker);
  return shown.ok
    ? { html: shown.html, excerpt: excerptOf(shown.plainText), sourceIds: shown.list.order }
    : { html: null, excerpt: "", sourceIds: [] };
}
