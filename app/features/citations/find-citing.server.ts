import type { Tx } from "~/platform/db.server";

/** Ids of the posts that cite a source or one of those that were merged into it, oldest first; links count. */
export async function findPostsCiting(tx: Tx, sourceId: number): Promise<number[]> {
  const rows = await tx.citation.findMany({
    where: { OR: [{ sourceId }, { originalSourceId: sourceId }] },
    distinct: ["postId"],
    orderBy: { postId: "asc" },
    select: { postId: true },
  });
  return rows.map(({ postId }) => postId);
}
