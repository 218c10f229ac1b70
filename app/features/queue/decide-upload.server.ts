/** Pictures of new members: shown to everybody, or removed for everybody. */
import { moderateIn } from "~/features/moderation/moderation.server";
import { releaseUpload } from "~/features/uploads/uploads.server";
import type { Outcome } from "./outcome";

const isGone = { ok: false, status: 409, words: "The picture was taken away: “Keep” closes the case." } as const;

export const decideAboutUpload: Outcome = async (tx, { by, row, decision, reason }) => {
  const { uploadId } = row;
  if (decision === "keep") {
    if (uploadId !== null) await releaseUpload(tx, uploadId);
    return { ok: true, modActionId: null };
  }
  if (uploadId === null) return isGone;
  const removed = await moderateIn(tx, { by, kind: "remove_upload", target: uploadId, reason });
  return removed.ok ? { ok: true, modActionId: removed.modActionId } : isGone;
};
