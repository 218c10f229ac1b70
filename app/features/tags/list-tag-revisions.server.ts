import { db } from "~/platform/db.server";

/** A description's revisions, newest first, without their texts. */
export async function listTagRevisions(tagId: number) {
  const rows = await db.tagRevision.findMany({
    where: { tagId },
    orderBy: { number: "desc" },
    take: 200,
    select: { number: true, reason: true, createdAt: true, editor: { select: { handle: true, name: true } } },
  });
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

/** One revision's text, or null. */
export async function findTagRevision(tagId: number, number: number): Promise<string | null> {
  const row = await db.tagRevision.findUnique({
    where: { tagId_number: { tagId, number } },
    select: { description: true },
  });
  return row?.description ?? null;
}
