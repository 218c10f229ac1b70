import type { Member } from "~/features/auth/auth";
import { forgetAvatar } from "~/features/members/members.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";

/** Removes a member's own upload, and the picture with its last owner. False if the member has no such upload. */
export async function removeOwnUpload({ hash, by }: { hash: string; by: Pick<Member, "id"> }): Promise<boolean> {
  return inTransaction(async (tx) => {
    // A simultaneous upload of the same picture waits for this transaction.
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
 * Removes a picture for everybody, by a moderator: its bytes are deleted, its hash stays blocked. False if there is
 * none or it was removed before. Runs in the transaction that writes the log.
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
  await forgetAvatar(tx, hash);
  await enqueue(tx, "upload.changed", { hash });
  return true;
}
