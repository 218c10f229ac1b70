import { db } from "~/platform/db.server";

/** Whether a post has the text that the import gave it: nobody here wrote it, so that nobody is told about it. */
export async function isAsImported(postId: number): Promise<boolean> {
  const row = await db.importedPost.findUnique({
    where: { postId },
    select: { revision: true, post: { select: { revision: true } } },
  });
  return row !== null && row.revision === row.post.revision;
}
