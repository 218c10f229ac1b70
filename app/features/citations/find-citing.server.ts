import type { Tx } from "~/platform/db.server";

const citing = (ids: number[]) => ({ OR: [{ sourceId: { in: ids } }, { originalSourceId: { in: ids } }] });

/** Ids of the posts that show a source or one merged into it, oldest first, including links and quotes. */
export async function findPostsShowing(tx: Tx, sourceId: number): Promise<number[]> {
  const rows = await tx.citation.findMany({
    where: citing([sourceId]),
    distinct: ["postId"],
    orderBy: { postId: "asc" },
    select: { postId: true },
  });
  // A merge changes how many sources are proposed for a name.
  const named = await tx.sourceProposal.findMany({
    where: {
      mention: { sourceId: null },
      OR: [
        { sourceId },
        { source: { mergedIntoId: sourceId } },
        { source: { mergedInto: { mergedIntoId: sourceId } } },
      ],
    },
    select: { mention: { select: { postId: true } } },
  });
  const all = [...rows.map(({ postId }) => postId), ...named.map(({ mention }) => mention.postId)];
  return [...new Set(all)].toSorted((a, b) => a - b);
}

/** Ids of the newest `take` posts that cite one of these sources in their own text, links included. */
export async function findPostsCiting(tx: Tx, sourceIds: number[], take: number): Promise<number[]> {
  const rows = await tx.citation.findMany({
    where: { ...citing(sourceIds), isQuoted: false },
    distinct: ["postId"],
    orderBy: { postId: "desc" },
    take,
    select: { postId: true },
  });
  return rows.map(({ postId }) => postId);
}
