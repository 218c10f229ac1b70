import { visibleTo } from "~/features/auth/auth.server";
import type { SourceCard } from "~/features/sources/sources";
import { db, type Prisma } from "~/platform/db.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { html } from "~/ui/html";
import { mostBytesOfPage } from "./fit-page";
import { excerptOf, shownText } from "./post";
import { readDerived } from "./post-derived";
import { presentPosts } from "./present-posts.server";

const wholeSelect = {
  id: true,
  number: true,
  createdAt: true,
  editedAt: true,
  html: true,
  derived: true,
  plainText: true,
  readableText: true,
  foldedAt: true,
  author: { select: { id: true, handle: true, name: true } },
  thread: {
    select: {
      id: true,
      slug: true,
      title: true,
      tags: { orderBy: { position: "asc" }, select: { tag: { select: { name: true } } } },
    },
  },
} satisfies Prisma.PostSelect;

/** A post with its whole text for other sites: `html` has filled slots and absolute links. */
export type WholePost = {
  id: number;
  number: number;
  createdAt: string;
  editedAt: string | null;
  html: string;
  excerpt: string;
  author: { id: number; handle: string; name: string };
  /** What it cites, in the order of its numbers. */
  sources: SourceCard[];
  thread: { id: number; slug: string; title: string; tags: string[] };
};

/** One post, posts of a thread, posts of a member, posts by their ids, or the posts that opened these threads. */
type Which = { id: number } | { threadId: number } | { authorId: number } | { ids: number[] } | { openingOf: number[] };

function conditionOf(which: Which): Prisma.PostWhereInput {
  if ("openingOf" in which) return { number: 1, threadId: { in: which.openingOf } };
  return "ids" in which ? { id: { in: which.ids } } : which;
}

/**
 * The newest `take` public posts among these, newest first; opening posts in the order of their threads. Where all of them
 * would make a feed too large, the later ones have only their beginning.
 */
export async function listWholePosts(which: Which, take: number): Promise<WholePost[]> {
  const order = "openingOf" in which ? which.openingOf : [];
  const rows = await db.post.findMany({
    where: {
      ...conditionOf(which),
      ...visibleTo(null),
      thread: visibleTo(null),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
    select: wholeSelect,
  });
  if (order.length > 0) rows.sort((a, b) => order.indexOf(a.thread.id) - order.indexOf(b.thread.id));
  const pages = rows.map((row) => ({ ...row, page: paths.postInThread(row.thread, row) }));
  const bodies = await presentPosts(pages, null, "feed");
  let left = mostBytesOfPage;
  return rows.map(({ plainText, readableText, foldedAt, derived, createdAt, editedAt, thread, ...row }, index) => {
    const text = shownText({ readableText, plainText, foldedAt });
    const whole = bodies.get(row.id) ?? "";
    left -= Buffer.byteLength(whole);
    return {
      ...row,
      html: left >= 0 || index === 0 ? whole : beginningOf(row, text),
      excerpt: excerptOf(text),
      sources: foldedAt ? [] : sourcesIn(derived),
      createdAt: createdAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
      thread: { ...thread, tags: thread.tags.map(({ tag }) => tag.name) },
    };
  });
}

const sourcesIn = (derived: unknown): SourceCard[] => {
  const { order, sources } = readDerived(derived).citations;
  return order.flatMap((id) => sources.find((source) => source.id === id && !source.isHidden) ?? []);
};

/** For a post that would make a feed too large. */
const beginningOf = (post: { id: number }, text: string) =>
  String(
    html`<p>${excerptOf(text)}</p><p><a href="${env().publicOrigin + paths.post(post)}">Read the whole post</a></p>`,
  );
