import { isModerator, type Member } from "~/features/auth/auth";
import { shareVocabulary } from "~/features/tags/tags.server";
import { lockThread, refileThread } from "~/features/threads/threads.server";
import type { Tx } from "~/platform/db.server";
import { refileSearch } from "./write-search-document.server";

type Retagging = {
  by: Member;
  threadId: number;
  tagIds: number[];
  /** The opening post's version that the form began from, because its author sets tags by editing that post. */
  version: number;
  at: Date;
};

export type Retagged =
  | { ok: true; summary: { before: string; after: string } | null }
  | { ok: false; reason: "not-allowed" | "no-such-thread" }
  | { ok: false; reason: "edit-conflict"; version: number };

/**
 * Changes a thread's tags, with the same event as its author's edit; the summary is null if nothing changed. For
 * moderators.
 */
export async function retagThread(tx: Tx, { by, threadId, tagIds, version, at }: Retagging): Promise<Retagged> {
  if (!isModerator(by)) return { ok: false, reason: "not-allowed" };
  await shareVocabulary(tx);
  await lockThread(tx, threadId);
  const post = await tx.post.findUnique({
    where: { threadId_number: { threadId, number: 1 } },
    select: { id: true, version: true, thread: { select: { title: true } } },
  });
  if (!post) return { ok: false, reason: "no-such-thread" };
  if (post.version !== version) return { ok: false, reason: "edit-conflict", version: post.version };

  const before = await tagNames(tx, threadId);
  const isRefiled = await refileThread(tx, { threadId, title: post.thread.title, tagIds, byId: by.id, at });
  if (!isRefiled) return { ok: true, summary: null };
  await refileSearch(tx, threadId, post.id);
  // Raise the version, so that the author's open form can't silently restore the old tags.
  await tx.post.update({ where: { id: post.id }, data: { version: version + 1 } });
  return { ok: true, summary: { before, after: await tagNames(tx, threadId) } };
}

async function tagNames(tx: Tx, threadId: number): Promise<string> {
  const rows = await tx.threadTag.findMany({
    where: { threadId },
    orderBy: { position: "asc" },
    select: { tag: { select: { name: true } } },
  });
  return rows.map(({ tag }) => tag.name).join(", ");
}
