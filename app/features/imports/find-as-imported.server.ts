import type { Tx } from "~/platform/db.server";

/** Those of these posts that have the text which the import gave them: nobody here wrote it, so that nobody is told about it. */
export async function findAsImported(tx: Tx, postIds: number[]): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ postId: number }[]>`
    select i."postId" from "ImportedPost" i join "Post" p on p."id" = i."postId"
    where i."postId" = any(${postIds}::int[]) and i."revision" = p."revision"`;
  return new Set(rows.map(({ postId }) => postId));
}
