import { db } from "~/platform/db.server";

const head = {
  number: true,
  reason: true,
  createdAt: true,
  erasedAt: true,
  editor: { select: { id: true, handle: true, name: true } },
} as const;

/** A post's revisions without texts, newest first. Callers check who may read the post. */
export async function listRevisions(postId: number) {
  const rows = await db.postRevision.findMany({
    where: { postId },
    orderBy: { number: "desc" },
    take: 200,
    select: head,
  });
  return rows.map(({ createdAt, erasedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    isErased: erasedAt !== null,
  }));
}

/** One revision's text, "" when it was erased, or null. */
export async function findRevision(postId: number, number: number): Promise<string | null> {
  const row = await db.postRevision.findUnique({
    where: { postId_number: { postId, number } },
    select: { body: true },
  });
  return row?.body ?? null;
}
