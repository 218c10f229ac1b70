import type { Member } from "~/features/auth/auth";
import { changePostVisibility, eraseRevision, revertPost } from "~/features/posts/posts.server";
import { changeThreadState } from "~/features/threads/threads.server";
import { removeUploadForAll } from "~/features/uploads/uploads.server";
import { enqueue } from "~/platform/jobs.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import type { ModFormKind } from "./mod-action";
import { writeLog } from "./write-log.server";

type Given = { by: Member; kind: ModFormKind; target: number; reason: string };
type Touched = { threadId: number | null; postId: number | null; uploadId: number | null };
type Moderated = ({ ok: true; modActionId: number } & Touched) | { ok: false; reason: "nothing-to-do" };

/** Performs an action and logs it in one transaction. An action without effect isn't logged. */
export const moderate = (given: Given): Promise<Moderated> => inTransaction((tx) => moderateIn(tx, given));

/** The same in the transaction of what decides it. */
export async function moderateIn(tx: Tx, { by, kind, target, reason }: Given): Promise<Moderated> {
  const at = await databaseNow(tx);
  const touched = await change(tx, kind, target, at);
  if (!touched) return { ok: false, reason: "nothing-to-do" };
  const modActionId = await writeLog(tx, { by, kind, reason, at, ...touched });
  await enqueue(tx, "notices.act", { actionId: modActionId });
  return { ok: true, modActionId, ...touched };
}

async function change(tx: Tx, kind: ModFormKind, target: number, at: Date): Promise<Touched | null> {
  const nothing = { threadId: null, postId: null, uploadId: null };
  if (kind === "remove_upload") {
    const isDone = await removeUploadForAll(tx, target);
    return isDone ? { ...nothing, uploadId: target } : null;
  }
  if (kind === "hide_post" || kind === "restore_post") {
    const threadId = await changePostVisibility(tx, target, kind === "hide_post" ? "hidden" : "visible");
    return threadId === null ? null : { ...nothing, threadId, postId: target };
  }
  const isDone = await changeThreadState(tx, target, kind, at);
  return isDone ? { ...nothing, threadId: target } : null;
}

type Restoration = { by: Member; postId: number; revision: number; version: number; reason: string };

/** Restores an earlier text as a post's newest revision and logs it. */
export function restoreRevision(restoration: Restoration) {
  const { by, postId, reason } = restoration;
  return revertPost(restoration, async (tx, { threadId, at }) => {
    const actionId = await writeLog(tx, { by, kind: "revert_post", reason, at, threadId, postId });
    await enqueue(tx, "notices.act", { actionId });
  });
}

type Erasure = { by: Member; postId: number; revision: number; reason: string };

/** Erases the text of one revision, where it has personal data in it, and logs it. */
export function eraseRevisionLogged({ reason, ...erasure }: Erasure) {
  const { by, postId, revision } = erasure;
  return eraseRevision(erasure, async (tx, { threadId, at }) => {
    const entry = { by, kind: "erase_revision", reason, at, threadId, postId, detail: `revision ${revision}` } as const;
    const actionId = await writeLog(tx, entry);
    await enqueue(tx, "notices.act", { actionId });
  });
}

type WordsErasure = { by: Member; entryId: number; reason: string };

/**
 * Erases reason and detail of an entry of the log with their salts, where they have personal data in them, and logs that. The
 * chain still verifies. False if there is no such entry, or nothing left to erase. Callers check the rights.
 */
export function eraseEntryWords({ by, entryId, reason }: WordsErasure): Promise<boolean> {
  return inTransaction(async (tx) => {
    const { count } = await tx.modAction.updateMany({
      where: { id: entryId, OR: [{ reason: { not: "" } }, { detail: { not: "" } }] },
      data: { reason: "", salt: null, detail: "", detailSalt: null },
    });
    if (count === 0) return false;
    await writeLog(tx, { by, kind: "erase_entry", reason, at: await databaseNow(tx), entryId });
    return true;
  });
}
