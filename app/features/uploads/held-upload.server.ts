/** Pictures of new members that wait for a moderator. */
import { db, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";

/** Shows a held picture to everybody: posts with it are rendered again. False when it isn't held. */
export async function releaseUpload(tx: Tx, uploadId: number): Promise<boolean> {
  const rows = await tx.upload.updateManyAndReturn({
    where: { id: uploadId, heldAt: { not: null } },
    data: { heldAt: null },
    select: { hash: true },
  });
  const hash = rows[0]?.hash;
  if (hash !== undefined) await enqueue(tx, "upload.changed", { hash });
  return hash !== undefined;
}

/** Pictures that have waited since before this time. */
export async function listUploadsHeldBefore(before: Date, take: number): Promise<number[]> {
  const rows = await db.upload.findMany({
    where: { heldAt: { lte: before } },
    orderBy: { id: "asc" },
    take,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** A member's own pictures that wait, newest first. */
export async function listOwnHeldUploads(memberId: number) {
  const rows = await db.uploadOwner.findMany({
    where: { memberId, upload: { heldAt: { not: null } } },
    orderBy: { id: "desc" },
    take: 50,
    select: { alt: true, createdAt: true, upload: { select: { hash: true, width: true, height: true } } },
  });
  return rows.map(({ createdAt, upload, alt }) => ({ ...upload, alt, at: createdAt.toISOString() }));
}

/** The picture of a case, with who added it first; null where it was taken away. */
export async function findUploadToJudge(id: number) {
  const row = await db.upload.findUnique({
    where: { id, removedAt: null },
    select: {
      hash: true,
      width: true,
      height: true,
      owners: { orderBy: { id: "asc" }, take: 1, select: { alt: true, memberId: true } },
    },
  });
  return row && { hash: row.hash, width: row.width, height: row.height, alt: row.owners[0]?.alt ?? "" };
}

/** Whether somebody may see a held picture: it is theirs. */
export const ownsUpload = async (memberId: number, hash: string): Promise<boolean> =>
  (await db.uploadOwner.count({ where: { memberId, upload: { hash } } })) > 0;
