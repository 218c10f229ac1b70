import type { Member } from "~/features/auth/auth";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";

/** Takes a member's own upload away. The picture goes with its last owner. False when the member has no such upload. */
export async function removeOwnUpload({ hash, by }: { hash: string; by: Member }): Promise<boolean> {
  return inTransaction(async (tx) => {
    // Whoever adds the same picture now waits for the end of this, and finds it gone or still there.
    const rows = await tx.$queryRaw<{ id: number }[]>`select "id" from "Upload" where "hash" = ${hash} for update`;
    const id = rows[0]?.id;
    if (id === undefined) return false;
    const { count } = await tx.uploadOwner.deleteMany({ where: { uploadId: id, memberId: by.id } });
    if (count === 0) return false;
    const gone = await tx.upload.deleteMany({ where: { id, removedAt: null, owners: { none: {} } } });
    if (gone.count > 0) await enqueue(tx, "upload.changed", { hash });
    return true;
  });
}

/**
 * Takes a picture away for everybody, for a moderator: its bytes go, its hash stays, so that it is not added again.
 * False when there is none or it is gone already. Part of the transaction that writes the log.
 */
export async function removeUploadForAll(tx: Tx, uploadId: number): Promise<boolean> {
  const removedAt = await databaseNow(tx);
  const rows = await tx.upload.updateManyAndReturn({
    where: { id: uploadId, removedAt: null },
    data: { removedAt, bytes: null },
    select: { hash: true },
  });
  const hash = rows[0]?.hash;
  if (hash === undefined) return false;
  await tx.uploadOwner.deleteMany({ where: { uploadId } });
  await enqueue(tx, "upload.changed", { hash });
  return true;
}
