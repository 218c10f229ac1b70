/** The pictures that members of another forum have there. */
import { setAvatar } from "~/features/members/members.server";
import { importPicture } from "~/features/uploads/uploads.server";
import { db } from "~/platform/db.server";
import type { ForumThere } from "./forum-there";

/** Pixels of a side; it is cut to what is shown here. */
const side = 240;

/** @internal The address of a member's picture there; null for letters and logos, which the forum draws for whoever has none. */
export function faceAddress(template: string): string | null {
  if (template === "" || /letter_avatar|\/v\d\/letter\/|\/images\/discourse-logo/.test(template)) return null;
  return template.replace("{size}", String(side)).replace(/^\/\//, "https://");
}

type Where = { originId: number; there: Pick<ForumThere, "readUpload">; faces: Set<number> };

/** Gives a placeholder the picture that it has there, once: one that was taken away here stays away. */
export async function takeFace(
  { originId, there, faces }: Where,
  memberId: number,
  template: string,
): Promise<boolean> {
  const address = faceAddress(template);
  if (address === null || address.length > 600 || faces.has(memberId)) return false;
  faces.add(memberId);
  const isFaceless = await db.importedMember.count({
    where: { originId, memberId, takenAt: null, member: { avatarHash: null, deletedAt: null } },
  });
  if (isFaceless === 0) return false;
  if ((await db.importedUpload.count({ where: { originId, address } })) > 0) return false;
  const file = await there.readUpload(address);
  const added = file && (await importPicture({ memberId, file, alt: "" }, "face"));
  if (!added?.ok) return false;
  const { hash } = added.upload;
  await setAvatar(memberId, hash);
  await db.importedUpload.createMany({ data: [{ originId, address, hash }], skipDuplicates: true });
  return true;
}
