/** Deleting and restoring one's own post. Moderators still see the text; everybody else sees a stub. */
import type { Member } from "~/features/auth/auth";
import { recountCited } from "~/features/citations/citations.server";
import { countContribution } from "~/features/members/members.server";
import { recountThread } from "~/features/threads/threads.server";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import { inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { type LockedPost, lockPost } from "./lock-post.server";
import { canDelete, canEdit } from "./post";

type Given = { postId: number; by: Member };
type Done = { ok: true } | { ok: false; reason: "not-allowed" };

/** Deletes a member's own post: its number stays taken, its text is visible to moderators only. */
export async function deletePost({ postId, by }: Given): Promise<Done> {
  return inTransaction(async (tx) => {
    const post = await lockPost(tx, postId);
    if (!post || !canDelete(by, post, post.thread)) return { ok: false, reason: "not-allowed" };
    await setStatus(tx, post, "deleted", -1);
    return { ok: true };
  });
}

/** Restores a member's own deleted post. */
export async function undeletePost({ postId, by }: Given): Promise<Done> {
  return inTransaction(async (tx) => {
    const post = await lockPost(tx, postId);
    if (!post || post.status !== "deleted") return { ok: false, reason: "not-allowed" };
    const thread = { ...post.thread, status: post.number === 1 ? ("visible" as const) : post.thread.status };
    if (!canEdit(by, { ...post, status: "visible" }, thread)) return { ok: false, reason: "not-allowed" };
    await setStatus(tx, post, "visible", 1);
    return { ok: true };
  });
}

/** Changes the status of a locked post with everything that counts it. Nobody is told of one that is imported. */
export async function setStatus(
  tx: Tx,
  post: LockedPost,
  status: "visible" | "deleted",
  by: 1 | -1,
  how: { isImported?: true } = {},
) {
  await tx.post.update({ where: { id: post.id }, data: { status } });
  if (post.parentId) await tx.post.update({ where: { id: post.parentId }, data: { replyCount: { increment: by } } });
  // A thread with only its opening post is deleted and restored with it.
  await recountThread(tx, post.thread.id, post.number === 1 ? status : undefined);
  await recountCited(tx, post.number === 1 ? { threadId: post.thread.id } : { postId: post.id });
  await countContribution(tx, post.author.id, { posts: by, threads: post.number === 1 ? by : 0 });
  await enqueue(tx, "post.changed", { postId: post.id, isNew: false, ...how });
  // A thread of its opening post alone goes and comes with it.
  if (!how.isImported && (post.number === 1 || post.thread.status === "visible"))
    await noteEvent(tx, status === "deleted" ? "post.deleted" : "post.restored", {
      thread: post.thread.id,
      post: post.id,
    });
  // Its numbers say nothing against others any more, or again.
  await enqueue(tx, "claims.judge", { threadId: post.thread.id });
}
