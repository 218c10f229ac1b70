import { isModerator, type Viewer } from "~/features/auth/auth";
import type { Disclosure } from "~/features/members/members";
import { disclosuresFor, distinctDisclosures } from "~/features/members/members.server";
import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import type { SourceCard } from "~/features/sources/sources";
import { db, type Prisma } from "~/platform/db.server";
import { excerptOf, type PostStub, type PostView, shownText, windowOf } from "./post";
import { listMovedFrom } from "./list-moves.server";
import { readDerived } from "./post-derived";
import { readReactionCounts } from "./signal-counts";
import { minutesToRead } from "./reading-time";
import { relationOf } from "./stored-relation";
import { shownTextSql } from "./shown-text.server";

const postSelect = {
  id: true,
  number: true,
  createdAt: true,
  editedAt: true,
  relation: true,
  replyCount: true,
  worthCount: true,
  agreeCount: true,
  disagreeCount: true,
  reactionCounts: true,
  revision: true,
  disclosure: true,
  foldedAt: true,
  foldWords: true,
  foldEditedAt: true,
  status: true,
  derived: true,
  html: true,
  plainText: true,
  readableText: true,
  author: { select: { id: true, handle: true, name: true, avatarHash: true } },
  parent: { select: { id: true, number: true, status: true, author: { select: { name: true } } } },
} satisfies Prisma.PostSelect;

type Row = Prisma.PostGetPayload<{ select: typeof postSelect }>;

/** A post as read, with html whose slots aren't filled yet. */
export type StoredPost = PostView & {
  html: string;
  derived: unknown;
  excerpt: string;
  text: string;
  /** The sources that it shows in its list. */
  cited: SourceCard[];
};

function toView(
  {
    derived,
    html,
    plainText,
    readableText,
    status,
    relation,
    createdAt,
    editedAt,
    parent,
    reactionCounts,
    foldedAt,
    foldWords,
    foldEditedAt,
    ...rest
  }: Row,
  viewer: Viewer,
): StoredPost {
  const text = shownText({ readableText, plainText, foldedAt });
  const read = readDerived(derived);
  const parentShows = parent && (parent.status === "visible" || isModerator(viewer));
  return {
    ...rest,
    html,
    derived,
    excerpt: excerptOf(text),
    text,
    cited: foldedAt ? [] : read.citations.sources.filter((source) => !source.isHidden),
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    relation: relationOf(relation),
    reactionCounts: readReactionCounts(reactionCounts),
    parent: parent
      ? { id: parent.id, number: parent.number, authorName: parentShows ? parent.author.name : "", line: "" }
      : null,
    headings: read.headings,
    minutes: minutesToRead(read.wordCount),
    folded: foldedAt && { words: foldWords, mayEdit: foldEditedAt === null },
    isHidden: status !== "visible",
    isDeleted: status === "deleted",
  };
}

/** A post that is not shown, and who wrote it. */
export type RemovedPost = Pick<PostStub, "id" | "number" | "reason" | "to"> & { authorId: number | null };

type Window = {
  posts: StoredPost[];
  /** Posts that the viewer may not read. */
  removed: RemovedPost[];
  /** The authors' disclosures for the thread's tags, by member. */
  disclosures: Record<number, Disclosure[]>;
};

/**
 * The window of a thread's posts with this number, or the posts with these numbers, and where posts are that the viewer may not
 * read. In the order of their numbers.
 */
export async function listPosts(
  thread: { id: number; lastNumber: number; tags: { id: number }[] },
  asked: number | number[],
  viewer: Viewer,
): Promise<Window> {
  const { numbers, count } = numbersAsked(asked, thread.lastNumber);
  const inWindow = { threadId: thread.id, number: numbers };
  const rows = await db.post.findMany({
    where: { ...inWindow, ...visibleTo(viewer) },
    orderBy: { number: "asc" },
    select: {
      ...postSelect,
      author: {
        select: { ...postSelect.author.select, disclosures: disclosuresFor(thread.tags.map((tag) => tag.id)) },
      },
    },
  });
  const isWhole = rows.length === count;
  const unseen = isWhole
    ? []
    : await db.post.findMany({
        where: { ...inWindow, status: { not: "visible" } },
        orderBy: { number: "asc" },
        select: { id: true, number: true, status: true, authorId: true },
      });
  const moved = rows.length + unseen.length === count ? [] : await listMovedFrom(thread.id, numbers, viewer);
  const removed = [
    ...unseen.map(({ status, ...post }): RemovedPost => ({
      ...post,
      reason: status === "deleted" ? "deleted" : "hidden",
    })),
    ...moved.map((post): RemovedPost => ({ ...post, reason: "moved", authorId: null })),
  ];
  const posts = rows.map(({ author: { disclosures: _, ...author }, ...row }) => toView({ ...row, author }, viewer));
  await addParentLines(posts, viewer);
  return {
    posts,
    removed,
    disclosures: Object.fromEntries(rows.map(({ author }) => [author.id, distinctDisclosures(author.disclosures)])),
  };
}

/** A condition for these numbers, and how many posts there are with them. */
function numbersAsked(asked: number | number[], lastNumber: number) {
  if (typeof asked !== "number") return { numbers: { in: asked }, count: asked.length };
  const { first, last } = windowOf(asked);
  return { numbers: { gte: first, lte: last }, count: Math.min(last, lastNumber) - first + 1 };
}

/** How what a reply answers begins: known for posts that were read too, else asked for. Most posts answer the first one. */
async function addParentLines(posts: StoredPost[], viewer: Viewer) {
  const lines = new Map(posts.map(({ id, excerpt }) => [id, excerpt]));
  const parents = posts.flatMap(({ parent }) => (parent && parent.number > 1 ? [parent] : []));
  const elsewhere = parents.flatMap(({ id }) => (lines.has(id) ? [] : [id]));
  if (elsewhere.length > 0) {
    const rows = await db.$queryRaw<{ id: number; text: string }[]>`
      select p."id", ${shownTextSql(400)} as text
      from "Post" p where p."id" = any(${elsewhere}::int[]) and ${visibleToSql(viewer, "p")}`;
    for (const { id, text } of rows) lines.set(id, excerptOf(text));
  }
  for (const parent of parents) parent.line = lines.get(parent.id) ?? "";
}

/** The readable text of a thread's opening post; empty if this viewer may not read it. */
export async function findOpeningText(threadId: number, viewer: Viewer): Promise<string> {
  const post = await db.post.findFirst({
    where: { threadId, number: 1, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { plainText: true, readableText: true, foldedAt: true },
  });
  return post ? shownText(post) : "";
}

/** A post's place, or null if this viewer may not read it or its thread. */
export async function locatePost(id: number, viewer: Viewer) {
  return db.post.findFirst({
    where: { id, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, revision: true, thread: { select: { id: true, slug: true } } },
  });
}

/** The post with this number to reply to, or null. */
export async function findPostToAnswer(threadId: number, where: { number: number } | { id: number }) {
  return db.post.findFirst({
    where: { threadId, ...where, ...visibleTo(null) },
    select: { id: true, number: true, author: { select: { name: true } } },
  });
}

/** A member's newest posts with their threads; `excerpt` is readable text cut at 200 characters. */
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
      readableText: true,
      foldedAt: true,
      thread: { select: { id: true, slug: true, title: true } },
    },
  });
  return rows.map(({ plainText, readableText, foldedAt, createdAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    excerpt: excerptOf(shownText({ readableText, plainText, foldedAt })),
  }));
}

/** Number and thread of posts by id, if this viewer may read them. */
export async function findPostTitles(ids: number[], viewer: Viewer) {
  if (ids.length === 0) return new Map<number, { id: number; number: number; thread: { title: string } }>();
  const rows = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, thread: { select: { title: true } } },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
