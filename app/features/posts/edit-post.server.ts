import type { Member } from "~/features/auth/auth";
import { shareVocabulary } from "~/features/tags/tags.server";
import { refileThread } from "~/features/threads/threads.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { lockPost } from "./lock-post.server";
import { canEdit } from "./post";
import { renderOrRefuse, Refusal } from "./write-post.server";
import { refileSearch } from "./write-search-document.server";

type Edit = {
  by: Member;
  postId: number;
  body: string;
  reason: string;
  /** The version that the edit began from. */
  version: number;
  /** For an opening post: the thread's new title and tags. */
  thread?: { title: string; tagIds: number[] };
};

export type Edited =
  | { ok: true }
  | { ok: false; reason: "not-allowed" | "text-not-renderable" }
  /** Somebody else saved first: their text and version. */
  | { ok: false; reason: "edit-conflict"; body: string; version: number };

/**
 * Writes a new revision of a post. If two edits began from one version, the second is refused and returns the first
 * one's text.
 */
export async function editPost({ by, postId, body, reason, version, thread }: Edit): Promise<Edited> {
  try {
    return await inTransaction(async (tx) => {
      if (thread) await shareVocabulary(tx);
      const post = await lockPost(tx, postId);
      if (!post || !canEdit(by, post, post.thread)) return { ok: false, reason: "not-allowed" };
      if (post.version !== version)
        return { ok: false, reason: "edit-conflict", body: post.body, version: post.version };

      const at = await databaseNow(tx);
      const isRewritten = body !== post.body;
      const isRefiled = thread
        ? await refileThread(tx, { ...thread, threadId: post.thread.id, byId: by.id, at })
        : false;
      if (!isRewritten && !isRefiled) return { ok: true };

      if (isRewritten) await writeRevision(tx, { postId, post, body, reason, editorId: by.id, at });
      else await tx.post.update({ where: { id: postId }, data: { version: post.version + 1 } });
      if (isRefiled) await refileSearch(tx, post.thread.id, postId);
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}

type Rewriting = {
  postId: number;
  post: { revision: number; version: number };
  body: string;
  reason: string;
  editorId: number;
  at: Date;
};

async function writeRevision(tx: Tx, { postId, post, body, reason, editorId, at }: Rewriting) {
  const number = post.revision + 1;
  await tx.post.update({
    where: { id: postId },
    data: { revision: number, version: post.version + 1, editedAt: at },
  });
  await tx.postRevision.create({ data: { postId, number, body, reason, editorId, createdAt: at } });
  await renderOrRefuse(tx, postId);
}

type Reversion = { byId: number; postId: number; revision: number; version: number; reason: string; at: Date };
type Reverted = { ok: true; threadId: number } | { ok: false; reason: "no-such-revision" | "edit-conflict" };

/** Restores an earlier text as a post's newest revision. Callers check the rights. */
export async function revertPost(
  tx: Tx,
  { byId, postId, revision, version, reason, at }: Reversion,
): Promise<Reverted> {
  const post = await lockPost(tx, postId);
  const earlier = await tx.postRevision.findUnique({
    where: { postId_number: { postId, number: revision } },
    select: { body: true },
  });
  if (!post || !earlier || revision >= post.revision) return { ok: false, reason: "no-such-revision" };
  if (post.version !== version) return { ok: false, reason: "edit-conflict" };
  await writeRevision(tx, { postId, post, body: earlier.body, reason, editorId: byId, at });
  return { ok: true, threadId: post.thread.id };
}
