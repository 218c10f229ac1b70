import { z } from "zod";
import { isModerator, type Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db, type Prisma } from "~/platform/db.server";
import { type PostStub, type PostView, type Relation, windowOf } from "./post";

const postSelect = {
  id: true,
  number: true,
  createdAt: true,
  editedAt: true,
  relation: true,
  replyCount: true,
  worthCount: true,
  agreeCount: true,
  status: true,
  derived: true,
  html: true,
  plainText: true,
  author: { select: { id: true, handle: true, name: true } },
  parent: { select: { id: true, number: true, status: true, author: { select: { name: true } } } },
} satisfies Prisma.PostSelect;

type Row = Prisma.PostGetPayload<{ select: typeof postSelect }>;

const Derived = z.object({
  headings: z.array(z.object({ id: z.string(), text: z.string(), level: z.number() })).default([]),
});

/** A post as read, with the html its slots are still to be filled in. */
export type StoredPost = PostView & { html: string; derived: unknown; excerpt: string };

const relationOf = (stored: Row["relation"]): Relation | null => (stored === "adds_data" ? "adds-data" : stored);

function toView(
  { derived, html, plainText, status, relation, createdAt, editedAt, parent, ...rest }: Row,
  viewer: Viewer,
): StoredPost {
  const parentShows = parent && (parent.status === "visible" || isModerator(viewer));
  return {
    ...rest,
    html,
    derived,
    excerpt: excerptOf(plainText),
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    relation: relationOf(relation),
    parent: parent ? { id: parent.id, number: parent.number, authorName: parentShows ? parent.author.name : "" } : null,
    headings: Derived.parse(derived).headings,
    isHidden: status !== "visible",
    isDeleted: status === "deleted",
  };
}

/** The window of a thread's posts that holds this number, and stubs for those in it that the viewer may not read. */
export async function listPosts(
  threadId: number,
  number: number,
  viewer: Viewer,
): Promise<{ posts: StoredPost[]; stubs: PostStub[] }> {
  const { first, last } = windowOf(number);
  const inWindow = { threadId, number: { gte: first, lte: last } };
  const rows = await db.post.findMany({
    where: { ...inWindow, ...visibleTo(viewer) },
    orderBy: { number: "asc" },
    select: postSelect,
  });
  const removed = isModerator(viewer)
    ? []
    : await db.post.findMany({
        where: { ...inWindow, status: { not: "visible" } },
        orderBy: { number: "asc" },
        select: { id: true, number: true, status: true, authorId: true },
      });
  const stubs = removed.map(({ id, number: taken, status, authorId }) => ({
    id,
    number: taken,
    reason: status === "deleted" ? ("deleted" as const) : ("hidden" as const),
    isOwn: viewer !== null && authorId === viewer.id,
  }));
  return { posts: rows.map((row) => toView(row, viewer)), stubs };
}

/** Where a post is, or null when this viewer may not read it or its thread. */
export async function locatePost(id: number, viewer: Viewer) {
  return db.post.findFirst({
    where: { id, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, revision: true, thread: { select: { id: true, slug: true } } },
  });
}

/** The post of this number to answer in this thread, or null. */
export async function findPostToAnswer(threadId: number, where: { number: number } | { id: number }) {
  return db.post.findFirst({
    where: { threadId, ...where, ...visibleTo(null) },
    select: { id: true, number: true, author: { select: { name: true } } },
  });
}

/** A member's newest posts with the threads they stand in; `excerpt` is their plain text, cut at 200 characters. */
export async function listPostsOf(authorId: number, viewer: Viewer, take: number) {
  const rows = await db.post.findMany({
    where: { authorId, ...visibleTo(viewer), thread: visibleTo(viewer) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
    select: {
      id: true,
      number: true,
      createdAt: true,
      plainText: true,
      thread: { select: { id: true, slug: true, title: true } },
    },
  });
  return rows.map(({ plainText, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    excerpt: excerptOf(plainText),
  }));
}

function excerptOf(text: string) {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return flat.length <= 200 ? flat : `${flat.slice(0, 200).replace(/\s\S*$/, "")} …`;
}
