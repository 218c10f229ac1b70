/** A held text as it would stand in its thread, with the record of its author. */
import { askingMember, type Member } from "~/features/auth/auth";
import { findHeld, previewPost, readAuthorRecord } from "~/features/posts/posts.server";
import { LineIsFull } from "~/platform/reading-errors";

/** Null where there is none any more. Its html is a preview; where the previews have no place just now, its text. */
export async function readHeldInContext(heldId: number, viewer: Member) {
  const held = await findHeld(heldId);
  if (!held) return null;
  const { id, title, body, thread, why, releaseAt, endedAt, createdAt } = held;
  const preview = await previewPost(body, viewer, askingMember(viewer)).catch((error: unknown) => {
    if (error instanceof LineIsFull) return null;
    throw error;
  });
  const isRendered = preview?.ok === true;
  return {
    shown: {
      id,
      title,
      thread,
      why,
      releaseAt,
      endedAt,
      createdAt,
      /** The text as typed, where it can't be shown as a post just now. */
      body: isRendered ? null : body,
      record: await readAuthorRecord(held.authorId),
    },
    html: isRendered ? preview.html : "",
  };
}
