/** Held texts: posted as if they were sent now, or discarded with a reason. A measure against the author discards the text too. */
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { endHeld, forgiveHosts, releaseHeld } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import type { Tx } from "~/platform/db.server";
import { measure } from "./measure.server";
import type { Outcome } from "./outcome";

const ended = { ok: false, status: 409, words: "Its author took the text back, or it was posted meanwhile." } as const;

export const decideAboutHeld: Outcome = async (tx, deciding) => {
  const { row, by, decision, reason, at, prepared } = deciding;
  const { heldPostId, threadId, memberId } = row;
  if (heldPostId === null || memberId === null) return ended;
  if (decision === "release") {
    const released = await releaseHeld(tx, heldPostId, prepared.text);
    if (!released.ok) return released.reason === "ended" ? ended : { ok: false, status: 409, words: released.words };
    const { post } = released;
    // Who posts it says that its links are no spam.
    if (prepared.text) await forgiveHosts(tx, prepared.text.body);
    await tellReleased(tx, heldPostId, post);
    const entry = { by, kind: "release_text", reason, at, threadId: post.threadId, postId: post.id } as const;
    return { ok: true, modActionId: await writeLog(tx, entry) };
  }
  const measured = decision === "discard" ? null : await measure(tx, deciding);
  if (measured && !measured.ok) return measured;
  if (!(await endHeld(tx, heldPostId, at))) return ended;
  await tellDiscarded(tx, { heldPostId, memberId, reason });
  const entry = await writeLog(tx, { by, kind: "discard_text", reason, at, threadId });
  return { ok: true, modActionId: measured?.modActionId ?? entry };
};

/** Tells an author that a held text is posted. */
export const tellReleased = (tx: Tx, heldPostId: number, post: { id: number; authorId: number; threadId: number }) =>
  tellMember(tx, {
    memberId: post.authorId,
    kind: "moderation",
    subject: `held:${heldPostId}`,
    event: `held:${heldPostId}`,
    words: "Your text waited for a moderator and is posted now.",
    path: paths.post(post),
    threadId: post.threadId,
  });

type Discarded = { heldPostId: number; memberId: number; reason: string };

/** Tells an author that a held text was not posted; it stays theirs to read. */
export const tellDiscarded = (tx: Tx, { heldPostId, memberId, reason }: Discarded) =>
  tellMember(tx, {
    memberId,
    kind: "moderation",
    subject: `held:${heldPostId}`,
    event: `held:${heldPostId}`,
    words: `Your held text was not posted: ${reason}`,
    path: paths.heldText(heldPostId),
  });
