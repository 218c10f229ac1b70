import { recountCited } from "~/features/citations/citations.server";
import { countContribution } from "~/features/members/members.server";
import { recountThread } from "~/features/threads/threads.server";
import type { Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { lockThreadOf } from "./lock-post.server";

/**
 * Hides a visible post or shows a hidden one; returns its thread's id, or null if nothing changed. The thread follows
 * its opening post.
 */
export async function changePostVisibility(tx: Tx, postId: number, to: "hidden" | "visible"): Promise<number | null> {
  await lockThreadOf(tx, postId);
  const from = to === "hidden" ? "visible" : "hidden";
  const post = await tx.post.findFirst({
    where: { id: postId, status: from },
    select: { number: true, parentId: true, threadId: true, authorId: true },
  });
  if (!post) return null;
  const by = to === "visible" ? 1 : -1;
  // What a moderator hid or brought back waits for nobody.
  await tx.post.update({ where: { id: postId }, data: { status: to, foldedAt: null, foldWords: "" } });
  if (post.parentId) await tx.post.update({ where: { id: post.parentId }, data: { replyCount: { increment: by } } });
  await recountThread(tx, post.threadId, post.number === 1 ? to : undefined);
  await recountCited(tx, post.number === 1 ? { threadId: post.threadId } : { postId });
  await countContribution(tx, post.authorId, { posts: by, threads: post.number === 1 ? by : 0 });
  await enqueue(tx, "post.changed", { postId, isNew: false });
  await enqueue(tx, "claims.judge", { threadId: post.threadId });
  return post.threadId;
}
