/**
 * Posts that come from another forum. They are dated and numbered as they were there; their limits were that forum's. Nobody is
 * told of them, and they count for no pace.
 */
import { countContribution } from "~/features/members/members.server";
import {
  type ImportedThread,
  insertThread,
  moveThreadWorth,
  placeImported,
  restateImported,
} from "~/features/threads/threads.server";
import { db, type Tx } from "~/platform/db.server";
import { rendererVersion } from "~/features/markdown/markdown";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import { TextOutdated, TextTooCostly } from "~/platform/reading-errors";
import { setStatus } from "./delete-post.server";
import { findChange } from "./edit-post.server";
import { lockPost } from "./lock-post.server";
import { placeBelow } from "./post";
import { asJob, reservePostId, withPreparedText } from "./prepare-text.server";
import { processPost, reprocessPost } from "./reprocess-post.server";
import { refileSearch } from "./write-search-document.server";

export { giveDocuments } from "./write-search-document.server";

type ImportedPost = {
  authorId: number;
  /** The thread that it stands in, or the one that it opens. */
  thread: { id: number } | (Omit<ImportedThread, "authorId"> & { id?: undefined });
  /** Its number there, which it gets here unless another post has it. Numbers that are left out become stubs. */
  number: number;
  /** By whom stubs are. */
  stubAuthorId: number;
  parentId: number | null;
  body: string;
  at: Date;
  editedAt: Date | null;
  worth: number;
};

type Placed = { postId: number; threadId: number; number: number };

/** Whether a text can't be shown here at all. */
export const isUnreadable = (error: unknown): boolean => isTextAtFault(error) || error instanceof TextTooCostly;

/** Writes a post from another forum, with its thread where it opens one; `also` does more in the same transaction. */
export async function importPost(
  given: ImportedPost,
  also: (tx: Tx, placed: Placed) => Promise<void>,
): Promise<Placed> {
  const { authorId, body, at, editedAt, worth } = given;
  const postId = await reservePostId();
  const place = given.thread.id === undefined ? undefined : { threadId: given.thread.id, number: given.number };
  return withPreparedText(
    asJob,
    () => Promise.resolve({ postId, body, place, isNew: true }),
    async (tx, text) => {
      const { thread } = given;
      const threadId = thread.id ?? (await insertThread(tx, { ...thread, authorId })).id;
      const isFree = await freeStub(tx, threadId, given.number, given.stubAuthorId);
      const { number, left } = await placeImported(tx, threadId, { number: given.number, isFree, authorId, at });
      for (const one of left) await writeStub(tx, { threadId, number: one, authorId: given.stubAuthorId, at });
      const parent =
        given.parentId === null
          ? null
          : await tx.post.findFirst({
              where: { id: given.parentId, threadId },
              select: { id: true, path: true, depth: true },
            });
      await tx.post.create({
        data: {
          id: postId,
          threadId,
          number,
          authorId,
          parentId: parent?.id ?? null,
          ...placeBelow(parent, number),
          createdAt: at,
          editedAt,
          importedWorth: worth,
          worthCount: worth,
        },
        select: { id: true },
      });
      await tx.postRevision.create({
        data: { postId, number: 1, body: text.body, editorId: authorId, createdAt: at },
        select: { number: true },
      });
      const written = { id: postId, threadId, number, authorId, revision: 1, at, plainText: "", rendererVersion: 0 };
      await processPost(tx, { ...written, isJustWritten: true, isImported: true }, text);
      if (parent)
        await tx.post.update({
          where: { id: parent.id },
          data: { replyCount: { increment: 1 } },
          select: { id: true },
        });
      if (number === 1 && worth !== 0) await moveThreadWorth(tx, threadId, worth);
      await countContribution(tx, authorId, { posts: 1, threads: number === 1 ? 1 : 0 });
      const placed = { postId, threadId, number };
      await also(tx, placed);
      return placed;
    },
  );
}

/** Takes a stub away, so that the post whose place it holds gets it. Answers whether the number is free now. */
async function freeStub(tx: Tx, threadId: number, number: number, authorId: number): Promise<boolean> {
  const where = { threadId, number, authorId, status: "deleted", revisions: { every: { body: "" } } } as const;
  const { count } = await tx.post.deleteMany({ where });
  return count > 0;
}

/** A post that says nothing and was deleted: its number stays taken. */
async function writeStub(
  tx: Tx,
  { threadId, number, authorId, at }: { threadId: number; number: number; authorId: number; at: Date },
) {
  const { id } = await tx.post.create({
    data: {
      threadId,
      number,
      authorId,
      status: "deleted",
      createdAt: at,
      rendererVersion,
      ...placeBelow(null, number),
    },
    select: { id: true },
  });
  await tx.postRevision.create({
    data: { postId: id, number: 1, body: "", editorId: authorId, createdAt: at },
    select: { number: true },
  });
}

type Rewritten = {
  postId: number;
  body: string;
  /** The revision that the import wrote last: a newer one stays. */
  revision: number;
  /** The date of the change there; null where only what a text refers to was found, which is no new revision. */
  at: Date | null;
  reason: string;
};

/**
 * Gives an imported post the text that it has there now. Answers with the revision that has it, or null where the post was
 * written anew here.
 */
export async function rewriteImported(
  { postId, body, revision, at, reason }: Rewritten,
  also: (tx: Tx, revision: number) => Promise<void>,
): Promise<number | null> {
  return withPreparedText(
    asJob,
    () => findChange(postId, body),
    async (tx, text) => {
      const post = await lockPost(tx, postId);
      if (!post || post.revision !== revision) return null;
      if (!text) throw new TextOutdated("The post is new");
      const number = at ? revision + 1 : revision;
      await tx.post.update({
        where: { id: postId },
        data: { revision: number, version: post.version + 1, ...(at && { editedAt: at }) },
        select: { id: true },
      });
      if (at)
        await tx.postRevision.create({
          data: { postId, number, body: text.body, reason, editorId: post.author.id, createdAt: at },
        });
      else
        await tx.postRevision.update({
          where: { postId_number: { postId, number } },
          data: { body: text.body },
          select: { number: true },
        });
      await reprocessPost(tx, postId, text, { isImported: true });
      await also(tx, number);
      return number;
    },
  );
}

/** States the likes that a post has there. Answers whether their number changed. */
export async function setImportedWorth(tx: Tx, postId: number, worth: number): Promise<boolean> {
  const post = await lockPost(tx, postId);
  if (!post) return false;
  const { importedWorth } = await tx.post.findUniqueOrThrow({ where: { id: postId }, select: { importedWorth: true } });
  const by = worth - importedWorth;
  if (by === 0) return false;
  await tx.post.update({
    where: { id: postId },
    data: { importedWorth: worth, worthCount: { increment: by } },
    select: { id: true },
  });
  if (post.number === 1) await moveThreadWorth(tx, post.thread.id, by);
  return true;
}

/** Takes a post away that was hidden or deleted there; its number stays. Answers whether it was visible. */
export async function withdrawImported(tx: Tx, postId: number): Promise<boolean> {
  const post = await lockPost(tx, postId);
  if (!post || post.status !== "visible") return false;
  await setStatus(tx, post, "deleted", -1, { isImported: true });
  return true;
}

/** Shows a post again that `withdrawImported` took away. Answers whether it was away. */
export async function restoreImported(tx: Tx, postId: number): Promise<boolean> {
  const post = await lockPost(tx, postId);
  if (!post || post.status !== "deleted") return false;
  await setStatus(tx, post, "visible", 1, { isImported: true });
  return true;
}

/** States title, tags and lock of an imported thread as they are there now; its posts are found by them. */
export async function restateThread(tx: Tx, state: Parameters<typeof restateImported>[1]) {
  if (!(await restateImported(tx, state))) return;
  const { threadId } = state;
  const opening = await tx.post.findUniqueOrThrow({
    where: { threadId_number: { threadId, number: 1 } },
    select: { id: true },
  });
  await refileSearch(tx, threadId, opening.id);
}

/** The text of a post's newest revision, its number and whose post it is. */
export async function findImportedText(postId: number): Promise<{ revision: number; body: string; authorId: number }> {
  const { revision, revisions, authorId } = await db.post.findUniqueOrThrow({
    where: { id: postId },
    select: {
      revision: true,
      authorId: true,
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
    },
  });
  return { revision, body: revisions[0]!.body, authorId };
}
