import type { Tx } from "~/platform/db.server";

/** What these posts cite belongs to this thread from now on. */
export async function moveCitations(tx: Tx, postIds: number[], threadId: number) {
  const where = { postId: { in: postIds } };
  await tx.citation.updateMany({ where, data: { threadId } });
  await tx.sourceMention.updateMany({ where, data: { threadId } });
}
