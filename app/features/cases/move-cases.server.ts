import type { Tx } from "~/platform/db.server";

/** The cases about these posts belong to this thread from now on. */
export const moveCases = (tx: Tx, postIds: number[], threadId: number) =>
  tx.modCase.updateMany({ where: { postId: { in: postIds } }, data: { threadId } });
