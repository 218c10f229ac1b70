import type { Tx } from "~/platform/db.server";

/** The claims of these posts belong to this thread from now on. */
export const moveClaims = (tx: Tx, postIds: number[], threadId: number) =>
  tx.claim.updateMany({ where: { postId: { in: postIds } }, data: { threadId } });
