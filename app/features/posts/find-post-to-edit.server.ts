import { isModerator, type Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";

/**
 * A post with its source, version and place; null if this viewer may not read it. Authors find their own deleted
 * posts.
 */
export async function findPostToEdit(id: number, viewer: Viewer) {
  const own = viewer ? [{ status: "deleted" as const, authorId: viewer.id }] : [];
  // Prisma drops an empty condition inside OR, so moderators get none.
  const mayRead = isModerator(viewer) ? {} : { OR: [visibleTo(viewer), ...own] };
  const post = await db.post.findFirst({
    where: { id, ...mayRead, thread: visibleTo(viewer) },
    select: {
      id: true,
      number: true,
      status: true,
      version: true,
      revision: true,
      createdAt: true,
      editedAt: true,
      author: { select: { id: true, handle: true, name: true } },
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
      thread: {
        select: {
          id: true,
          slug: true,
          title: true,
          status: true,
          lockedAt: true,
          postCount: true,
          tags: { orderBy: { position: "asc" }, select: { tag: { select: { slug: true, name: true } } } },
        },
      },
    },
  });
  if (!post) return null;
  const { revisions, thread, createdAt, editedAt, ...rest } = post;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    editedAt: editedAt?.toISOString() ?? null,
    body: revisions[0]!.body,
    thread: { ...thread, lockedAt: thread.lockedAt?.toISOString() ?? null, tags: thread.tags.map(({ tag }) => tag) },
  };
}

/** The length of a post's text in bytes, if it is this member's; else 0. */
export async function bytesOfOwnPost(id: number, authorId: number): Promise<number> {
  const rows = await db.$queryRaw<{ bytes: number }[]>`
    select octet_length(r."body") as "bytes" from "Post" p
    join "PostRevision" r on r."postId" = p."id" and r."number" = p."revision"
    where p."id" = ${id} and p."authorId" = ${authorId}`;
  return rows[0]?.bytes ?? 0;
}

/** The id of a thread's opening post; null if there is no such thread. Callers check who may read it. */
export async function locateOpening(threadId: number): Promise<number | null> {
  const post = await db.post.findUnique({
    where: { threadId_number: { threadId, number: 1 } },
    select: { id: true },
  });
  return post?.id ?? null;
}

const mostQuoted = 600;

/** A post, whatever its status, as a moderator needs to see it before acting on it: its place and its first 600 characters. */
export async function findPostToJudge(id: number) {
  const found = await db.post.findUnique({
    where: { id },
    select: {
      id: true,
      number: true,
      createdAt: true,
      plainText: true,
      readableText: true,
      author: { select: { id: true, name: true } },
      thread: { select: { title: true } },
    },
  });
  if (!found) return null;
  const { plainText, readableText, author, thread, createdAt, ...place } = found;
  const text = shorten(readableText || plainText, mostQuoted);
  return {
    ...place,
    createdAt: createdAt.toISOString(),
    authorId: author.id,
    authorName: author.name,
    threadTitle: thread.title,
    text,
  };
}
