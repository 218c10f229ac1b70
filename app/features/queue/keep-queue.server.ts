/** The clock of the queue: moderators are reminded after two days, and after sixty a case closes by itself. */
import { closeCase, listWaiting, noteReminded, settleCases } from "~/features/cases/cases.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { endHeld, findHeld, listDueHeld, releaseHeld, unfoldPost, withHeldText } from "~/features/posts/posts.server";
import { lockThread } from "~/features/threads/threads.server";
import { listUploadsHeldBefore, releaseUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { inTransaction, type Tx } from "~/platform/db.server";
import { counted } from "~/ui/count";
import { tellDiscarded, tellReleased } from "./decide-held.server";

const hour = 3_600_000;
const reminderAfter = 48 * hour;
const lapseAfter = 60 * 24 * hour;
const atOnce = 200;
const nobodyDecided = "Nobody decided within 60 days.";

/**
 * Reminds moderators of cases that have waited for 48 hours, and closes those that have waited for 60 days. Posts held texts whose
 * time is over, and shows pictures that have waited for 48 hours.
 */
export async function keepQueue(now: Date) {
  for (const heldId of await listDueHeld(now, atOnce)) await releaseDue(heldId, now);
  for (const uploadId of await listUploadsHeldBefore(new Date(now.getTime() - reminderAfter), atOnce))
    await inTransaction(async (tx) => {
      await releaseUpload(tx, uploadId);
      await settleCases(tx, { uploadId }, now);
    });
  await remind(now);
  for (const { id } of await listWaiting(new Date(now.getTime() - lapseAfter), "all", atOnce)) await lapse(id, now);
}

async function remind(now: Date) {
  const waiting = await listWaiting(new Date(now.getTime() - reminderAfter), "not-reminded", atOnce);
  if (waiting.length === 0) return;
  const isOne = waiting.length === 1;
  const words = `${counted(waiting.length, "case")} in the queue ${isOne ? "has" : "have"} waited for a moderator for 48 hours.`;
  await inTransaction(async (tx) => {
    const moderators = await tx.member.findMany({
      where: { role: { in: ["moderator", "admin"] }, suspendedAt: null, deletedAt: null },
      select: { id: true },
    });
    const event = `queue:${waiting.at(-1)!.id}`;
    for (const { id } of moderators)
      await tellMember(tx, { memberId: id, kind: "moderation", subject: event, event, words, path: paths.queue() });
    await noteReminded(
      tx,
      waiting.map(({ id }) => id),
      now,
    );
  });
}

/** Posts a held text about which nobody decided; one that can't be posted any more ends, and its author is told. */
async function releaseDue(heldId: number, at: Date) {
  const done = await withHeldText(heldId, async (tx, text) => {
    const released = await releaseHeld(tx, heldId, text);
    if (!released.ok) throw new NotReleased(released.reason === "ended" ? null : released.words);
    const { post } = released;
    await tellReleased(tx, heldId, post);
    await settleCases(tx, { heldPostId: heldId }, at);
    const entry = { by: null, kind: "release_text", reason: nobodyLooked, at, threadId: post.threadId } as const;
    await writeLog(tx, { ...entry, postId: post.id });
    return null;
  }).catch((error: unknown) => {
    if (error instanceof NotReleased) return error;
    throw error;
  });
  if (done?.words != null) await inTransaction((tx) => endUndecided(tx, heldId, done.words!, at));
}

class NotReleased extends Error {
  /** Null where it ended meanwhile. */
  constructor(readonly words: string | null) {
    super(words ?? "ended");
  }
}

const nobodyLooked = "Nobody decided within 48 hours, and one rule alone had matched.";

async function endUndecided(tx: Tx, heldId: number, reason: string, at: Date) {
  const held = await findHeld(heldId, tx);
  if (!held || !(await endHeld(tx, heldId, at))) return;
  await tellDiscarded(tx, { heldPostId: heldId, memberId: held.authorId, reason });
  await settleCases(tx, { heldPostId: heldId }, at);
  await writeLog(tx, { by: null, kind: "discard_text", reason, at, threadId: held.threadId });
}

/** Closes one case without a decision: what was folded for it is shown again, and the log says so. */
async function lapse(caseId: number, at: Date) {
  await inTransaction(async (tx) => {
    const row = await tx.modCase.findUniqueOrThrow({
      where: { id: caseId },
      select: { heldPostId: true, postId: true, threadId: true, memberId: true, post: { select: { number: true } } },
    });
    const { postId, threadId, memberId, post } = row;
    if (threadId !== null) await lockThread(tx, threadId);
    const closing = { caseId, decision: "lapse", by: null, reason: nobodyDecided, at } as const;
    if (!(await closeCase(tx, closing))) return;
    if (row.heldPostId !== null) await endUndecided(tx, row.heldPostId, nobodyDecided, at);
    if (postId === null) return;
    if (!(await unfoldPost(tx, postId))) return;
    await writeLog(tx, { by: null, kind: "unfold_post", reason: nobodyDecided, at, threadId, postId });
    if (memberId === null || !post) return;
    await tellMember(tx, {
      memberId,
      kind: "moderation",
      subject: `unfold:${caseId}`,
      event: `unfold:${caseId}`,
      words: `Your post ${post.number} is shown again: nobody decided within 60 days.`,
      path: paths.post({ id: postId }),
      threadId,
    });
  });
}
