/** Spam of a day: a moderator has all that a member wrote in 24 hours collected into one case, and decides once about it. */
import { z } from "zod";
import { isModerator, type Member } from "~/features/auth/auth";
import { claimCase, findCase, openCase } from "~/features/cases/cases.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { hideAllSince } from "~/features/posts/posts.server";
import { mayMeasure } from "~/features/sanctions/sanctions";
import { takeTrust } from "~/features/trust/trust.server";
import { paths } from "~/paths";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { counted } from "~/ui/count";
import { measure } from "./measure.server";
import type { Outcome } from "./outcome";

const collected = 24 * 3_600_000;

const Payload = z.object({ from: z.iso.datetime() });

/** Since when a case of spam collects; null for other cases. */
export const collectedSince = ({ kind, payload }: { kind: string; payload: unknown }): Date | null =>
  kind === "spam" ? new Date(Payload.parse(payload).from) : null;

type Collected = { ok: true; caseId: number } | { ok: false; status: 403 | 404 | 409; words: string };

/** Opens the case of all that the member of a case wrote in the last 24 hours, or finds the one that is open. */
export async function collectSpam({ by, caseId }: { by: Member; caseId: number }): Promise<Collected> {
  if (!isModerator(by)) return { ok: false, status: 403, words: "Moderators decide here." };
  return inTransaction(async (tx): Promise<Collected> => {
    const row = await findCase(caseId, tx);
    if (!row || row.memberId === null) return { ok: false, status: 404, words: "There is no such case." };
    const claimed = await claimCase(tx, caseId, by);
    if (!claimed.ok) return { ok: false, status: 409, words: "Somebody else has this case open, or it is decided." };
    const member = await tx.member.findUniqueOrThrow({
      where: { id: row.memberId },
      select: { id: true, role: true },
    });
    if (!mayMeasure(by, member))
      return { ok: false, status: 403, words: "Administrators decide about moderators, and nobody about themselves." };
    const at = await databaseNow(tx);
    const { id } = await openCase(tx, {
      kind: "spam",
      about: member.id,
      memberId: member.id,
      evidence: [`${by.name} collected what this member wrote in 24 hours.`],
      payload: { from: new Date(at.getTime() - collected).toISOString() },
      at,
    });
    return { ok: true, caseId: id };
  });
}

export const decideAboutSpam: Outcome = async (tx, deciding) => {
  const { row, by, decision, reason, at, hosts } = deciding;
  const from = collectedSince(row);
  if (from === null || row.memberId === null) return { ok: false, status: 409, words: "There is nothing collected." };
  if (decision === "keep") return { ok: true, modActionId: null };
  const { memberId } = row;
  // Threads are locked before the member.
  const hidden = await hideAllSince(tx, { memberId, from, hosts });
  const measured = decision === "hide_all" ? null : await measure(tx, deciding);
  if (measured && !measured.ok) return measured;
  await takeTrust(tx, memberId);
  const posts = counted(hidden.postCount, "post");
  const what = hidden.heldCount > 0 ? `${posts} and ${counted(hidden.heldCount, "held text")}` : posts;
  await tellMember(tx, {
    memberId,
    kind: "moderation",
    subject: `spam:${row.id}`,
    event: `spam:${row.id}`,
    words: `A moderator hid what you wrote within a day as spam (${what}): ${reason}`,
    path: paths.standing(),
  });
  // Logged without the member's name, as what is not a suspension is.
  const entry = await writeLog(tx, { by, kind: "hide_spam", reason, at, detail: `${what} of one member` });
  return { ok: true, modActionId: measured?.modActionId ?? entry };
};
