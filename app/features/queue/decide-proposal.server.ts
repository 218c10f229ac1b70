/** Topics and descriptions that new members propose: accepted as their doing, or refused with a reason. */
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { readProposal } from "~/features/tags/tags";
import { acceptProposal } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import type { Outcome } from "./outcome";

export const decideAboutProposal: Outcome = async (tx, { by, row, decision, reason, at, prepared }) => {
  const proposal = readProposal(row.kind, row.payload);
  if (!proposal || row.memberId === null)
    return { ok: false, status: 409, words: "The account of its author was deleted: there is nothing left to decide." };
  const what = proposal.is === "tag" ? `the topic “${proposal.tag.name}”` : "a description";
  const tell = (words: string, path: string) =>
    tellMember(tx, {
      memberId: row.memberId!,
      kind: "moderation",
      subject: `proposal:${row.id}`,
      event: `proposal:${row.id}`,
      words,
      path,
    });
  if (decision === "refuse") {
    await tell(`Your proposal of ${what} was refused: ${reason}`, paths.held());
    // The name of a refused topic stands in no public log.
    const detail = proposal.is === "tag" ? "a new topic" : "a description";
    return { ok: true, modActionId: await writeLog(tx, { by, kind: "refuse_proposal", reason, at, detail }) };
  }
  if (!prepared.html) return { ok: false, status: 409, words: "The description can’t be rendered: refuse this." };
  const accepted = await acceptProposal(tx, { proposal, authorId: row.memberId, html: prepared.html });
  if (!accepted.ok) return { ok: false, status: 409, words: accepted.words };
  await tell(`Your proposal of ${what} was accepted.`, paths.tag({ slug: accepted.slug }));
  const modActionId = await writeLog(tx, { by, kind: "accept_proposal", reason, at, tagSlug: accepted.slug });
  return { ok: true, modActionId };
};
