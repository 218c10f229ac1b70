import type { Member } from "~/features/auth/auth";
import { setAvatar } from "~/features/members/members.server";
import { receiveUpload, removeOwnUpload } from "~/features/uploads/uploads.server";
import { db } from "~/platform/db.server";
import type { UploadRefusal } from "~/features/uploads/uploads";

/** Receives a form with a picture (`file`) and makes it the member's; null, or why it was refused. */
export async function changeFace(request: Request, by: Member): Promise<UploadRefusal | null> {
  const received = await receiveUpload(request, by, "face");
  if (!received.ok) return received.refusal;
  await replaceFace(by, received.upload.hash);
  return null;
}

/** Draws initials again. */
export const removeFace = (by: Member) => replaceFace(by, null);

/** The picture before is removed with it, unless a post shows it. */
async function replaceFace(by: Member, hash: string | null) {
  const before = await setAvatar(by.id, hash);
  if (before === null || before === hash) return;
  if ((await db.postPicture.count({ where: { hash: before } })) === 0) await removeOwnUpload({ hash: before, by });
}
