import type { Tx } from "~/platform/db.server";

/** Whether a post has the text that the import gave it: nobody here wrote it, so that nobody is told about it. */
export async function isAsImported(tx: Tx, postId: number): Promise<boolean> {
  const row = await tx.importedPost.findUnique({
    where: { postId },
    select: { revision: true, post: { select: { revision: true } } },
  });
  return row !== null && row.revision === row.post.revision;
}
