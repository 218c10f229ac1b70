import { lockSources, withholdWords } from "~/features/sources/sources.server";
import type { Tx } from "~/platform/db.server";

/** Recounts the visible posts that cite these sources, by stance, and withholds what only unseen posts say of them. */
export async function recountSources(tx: Tx, sourceIds: number[]) {
  const ids = [...new Set(sourceIds)];
  if (ids.length === 0) return;
  await lockSources(tx, ids);
  await tx.$executeRaw`
    update "Source" s set
      "postCount" = coalesce(c."posts", 0), "supportCount" = coalesce(c."supports", 0),
      "disputeCount" = coalesce(c."disputes", 0), "lastCitedAt" = c."last"
    from "Source" o left join (
      select c."sourceId", count(distinct c."postId")::int as "posts",
        count(distinct c."postId") filter (where c."stance" = 'supports')::int as "supports",
        count(distinct c."postId") filter (where c."stance" = 'disputes')::int as "disputes",
        max(c."createdAt") as "last"
      from "Citation" c join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = c."threadId"
      where c."sourceId" = any(${ids}::int[]) and not c."isQuoted" and p."status" = 'visible' and t."status" = 'visible'
      group by c."sourceId") c on c."sourceId" = o."id"
    where s."id" = o."id" and o."id" = any(${ids}::int[])`;
  await withholdWords(tx, ids, (speakers) => findSeen(tx, speakers));
}

/** Those of these posts that everybody may read. */
async function findSeen(tx: Tx, postIds: number[]): Promise<Set<number>> {
  if (postIds.length === 0) return new Set();
  const rows = await tx.post.findMany({
    where: { id: { in: postIds }, status: "visible", thread: { status: "visible" } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Recounts everything that a post or thread cites, after it was hidden, deleted or restored. */
export async function recountCited(tx: Tx, by: { postId: number } | { threadId: number }) {
  const rows = await tx.citation.findMany({ where: by, distinct: ["sourceId"], select: { sourceId: true } });
  await recountSources(
    tx,
    rows.map(({ sourceId }) => sourceId),
  );
}
