/** The clock of the queue: moderators are reminded after two days, and after sixty a case closes by itself. */
import { closeCase, listWaiting, noteReminded } from "~/features/cases/cases.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { unfoldPost } from "~/features/posts/posts.server";
import { lockThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { inTransaction } from "~/platform/db.server";
import { counted } from "~/ui/count";

const hour = 3_600_000;
const reminderAfter = 48 * hour;
const lapseAfter = 60 * 24 * hour;
const atOnce = 200;
const nobodyDecided = "Nobody decided within 60 days.";

/** Reminds moderators of cases that have waited for 48 hours, and closes those that have waited for 60 days. */
export async function keepQueue(now: Date) {
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

/** Closes one case without a decision: what was folded for it is shown again, and the log says so. */
async function lapse(caseId: number, at: Date) {
  await inTransaction(async (tx) => {
    const row = await tx.modCase.findUniqueOrThrow({
      where: { id: caseId },
      select: { kind: true, postId: true, threadId: true, memberId: true, post: { select: { number: true } } },
    });
    const { postId, threadId, memberId, post } = row;
    if (threadId !== null) await lockThread(tx, threadId);
    const closing = { caseId, decision: "lapse", by: null, reason: nobodyDecided, at } as const;
    if (!(await closeCase(tx, closing)) || row.kind !== "flag" || postId === null) return;
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
