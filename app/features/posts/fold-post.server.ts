/** Folding: a post that waits for a moderator opens by a click on its page; elsewhere a sentence stands in its place. */
import { announceUpdate } from "~/features/threads/threads.server";
import { databaseNow, type Tx } from "~/platform/db.server";
import { lockThreadOf } from "./lock-post.server";

/** Folds a visible post with the sentence that readers are told; false when it is folded already, or not visible. */
export async function foldPost(tx: Tx, postId: number, words: string): Promise<boolean> {
  await lockThreadOf(tx, postId);
  const foldedAt = await databaseNow(tx);
  const folded = await tx.post.updateMany({
    where: { id: postId, foldedAt: null, status: "visible" },
    data: { foldedAt, foldWords: words },
  });
  if (folded.count > 0) await tellOpenPages(tx, postId);
  return folded.count > 0;
}

/** Folds a post until its author has edited it, as a moderator asks, also where it is folded already; false if it isn't visible. */
export async function foldUntilEdited(tx: Tx, postId: number, words: string): Promise<boolean> {
  await lockThreadOf(tx, postId);
  const foldedAt = await databaseNow(tx);
  const folded = await tx.post.updateMany({
    where: { id: postId, status: "visible" },
    data: { foldedAt, foldWords: words, foldEditedAt: null },
  });
  if (folded.count > 0) await tellOpenPages(tx, postId);
  return folded.count > 0;
}

/** Brings a folded post back; false when it isn't folded. */
export async function unfoldPost(tx: Tx, postId: number): Promise<boolean> {
  await lockThreadOf(tx, postId);
  const unfolded = await tx.post.updateMany({
    where: { id: postId, foldedAt: { not: null } },
    data: { foldedAt: null, foldWords: "" },
  });
  if (unfolded.count > 0) await tellOpenPages(tx, postId);
  return unfolded.count > 0;
}

/** Its author's edit brings a folded post back, once. */
export async function unfoldByEdit(tx: Tx, postId: number, at: Date) {
  await tx.post.updateMany({
    where: { id: postId, foldedAt: { not: null }, foldEditedAt: null },
    data: { foldedAt: null, foldWords: "", foldEditedAt: at },
  });
}

async function tellOpenPages(tx: Tx, postId: number) {
  const { threadId, number, revision } = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    select: { threadId: true, number: true, revision: true },
  });
  await announceUpdate(tx, threadId, { kind: "edit", data: { number, revision } });
}

/** Sets what stands beside the author's name at one post. */
export async function setDisclosure(tx: Tx, postId: number, disclosure: string) {
  await lockThreadOf(tx, postId);
  await tx.post.update({ where: { id: postId }, data: { disclosure: disclosure.slice(0, 200) }, select: { id: true } });
  await tellOpenPages(tx, postId);
}
