import type { Member } from "~/features/auth/auth";
import { shareVocabulary } from "~/features/tags/tags.server";
import { announceUpdate, isFiledAs, refileThread } from "~/features/threads/threads.server";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { TextOutdated } from "~/platform/reading-errors";
import type { DiagramSizes } from "~/ui/diagram-size";
import { examineEdit } from "./examine-edit.server";
import { unfoldByEdit } from "./fold-post.server";
import { findRevision } from "./list-revisions.server";
import { lockPost } from "./lock-post.server";
import { canEdit } from "./post";
import { asWriter, type PreparedText, type ToWrite, withPreparedText } from "./prepare-text.server";
import { reprocessPost } from "./reprocess-post.server";
import { showsText } from "./shows-text";
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
  /** What its author's browser measured; diagrams that stay keep the sizes they have. */
  diagramSizes?: DiagramSizes | undefined;
};

export type Edited =
  | { ok: true }
  | { ok: false; reason: "not-allowed" | "text-not-renderable" | "text-shows-nothing" }
  /** Somebody else saved first: their text and version. */
  | { ok: false; reason: "edit-conflict"; body: string; version: number };

/**
 * Writes a new revision of a post. If two edits began from one version, the second is refused and returns the first
 * one's text.
 */
export async function editPost({ by, postId, body, reason, version, thread, diagramSizes }: Edit): Promise<Edited> {
  try {
    return await withPreparedText(
      asWriter(by),
      () => findChange(postId, body, { unlessSame: true, diagramSizes }),
      async (tx, text) => {
        if (thread) await shareVocabulary(tx);
        const post = await lockPost(tx, postId);
        if (!post || !canEdit(by, post, post.thread)) return { ok: false, reason: "not-allowed" };
        const isRewritten = body !== post.body;
        if (post.version !== version) {
          // Sent twice, or sent again because its answer was lost: what it asks for stands already.
          const stands = !isRewritten && (!thread || (await isFiledAs(tx, { ...thread, threadId: post.thread.id })));
          if (stands) return { ok: true };
          return { ok: false, reason: "edit-conflict", body: post.body, version: post.version };
        }

        const at = await databaseNow(tx);
        if (isRewritten && text && !showsText(text)) return { ok: false, reason: "text-shows-nothing" };
        const isRefiled = thread
          ? await refileThread(tx, { ...thread, threadId: post.thread.id, byId: by.id, at })
          : false;
        if (!isRewritten && !isRefiled) return { ok: true };

        if (isRewritten) await unfoldByEdit(tx, postId, at);
        if (isRewritten) await writeRevision(tx, { postId, post, text, reason, editorId: by.id, at });
        else await tx.post.update({ where: { id: postId }, data: { version: post.version + 1 }, select: { id: true } });
        if (isRewritten && text)
          await examineEdit(tx, { by, postId, threadId: post.thread.id, before: post.body, text, at });
        if (isRefiled) await refileSearch(tx, post.thread.id, postId);
        return { ok: true };
      },
    );
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}

/** The post's text-to-be and place; null when there is no such post, or `unlessSame` when its text stays. */
export async function findChange(
  postId: number,
  body: string,
  { unlessSame = false, diagramSizes }: { unlessSame?: boolean; diagramSizes?: DiagramSizes | undefined } = {},
): Promise<ToWrite | null> {
  const post = await db.post.findUnique({
    where: { id: postId },
    select: {
      threadId: true,
      number: true,
      diagramSizes: true,
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
    },
  });
  if (!post || (unlessSame && post.revisions[0]!.body === body)) return null;
  const place = { threadId: post.threadId, number: post.number };
  return { postId, body, place, diagramSizes, storedSizes: post.diagramSizes };
}

type Rewriting = {
  postId: number;
  post: { revision: number; version: number; number: number; status: string; thread: { id: number } };
  /** Null when there was no new text to read before the transaction began. */
  text: PreparedText | null;
  reason: string;
  editorId: number;
  at: Date;
};

/** Writes the next revision of a post whose thread is held. */
export async function writeRevision(tx: Tx, { postId, post, text, reason, editorId, at }: Rewriting) {
  if (!text) throw new TextOutdated("The post got another text");
  const { body } = text;
  const number = post.revision + 1;
  await tx.post.update({
    where: { id: postId },
    data: { revision: number, version: post.version + 1, editedAt: at },
    select: { id: true },
  });
  await tx.postRevision.create({ data: { postId, number, body, reason, editorId, createdAt: at } });
  await reprocessPost(tx, postId, text);
  if (post.status !== "visible") return;
  await announceUpdate(tx, post.thread.id, { kind: "edit", data: { number: post.number, revision: number } });
  await noteEvent(tx, "post.edited", { thread: post.thread.id, post: postId, revision: number });
}

type Reversion = { by: Member; postId: number; revision: number; version: number; reason: string };
type Reverted =
  { ok: true; threadId: number } | { ok: false; reason: "no-such-revision" | "edit-conflict" | "text-not-renderable" };

/**
 * Restores an earlier text as a post's newest revision; `also` does more in the same transaction. Callers check the rights.
 */
export async function revertPost(
  { by, postId, revision, version, reason }: Reversion,
  also: (tx: Tx, done: { threadId: number; at: Date }) => Promise<void>,
): Promise<Reverted> {
  const find = async () => {
    const earlier = await findRevision(postId, revision);
    // "" is left of one that was erased.
    return earlier ? findChange(postId, earlier) : null;
  };
  try {
    return await withPreparedText(asWriter(by), find, async (tx, prepared) => {
      const at = await databaseNow(tx);
      const post = await lockPost(tx, postId);
      if (!post || !prepared || revision >= post.revision) return { ok: false, reason: "no-such-revision" };
      if (post.version !== version) return { ok: false, reason: "edit-conflict" };
      await writeRevision(tx, { postId, post, text: prepared, reason, editorId: by.id, at });
      await also(tx, { threadId: post.thread.id, at });
      return { ok: true, threadId: post.thread.id };
    });
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}
