/** A measure that is decided about a case's member. */
import { isMeasure, measureKinds } from "~/features/cases/cases";
import { mailMember } from "~/features/people/people.server";
import { mayMeasure } from "~/features/sanctions/sanctions";
import { imposeSanction } from "~/features/sanctions/sanctions.server";
import type { Tx } from "~/platform/db.server";
import type { Deciding, Done } from "./outcome";

export async function measure(tx: Tx, { by, row, decision, reason, seconds }: Deciding): Promise<Done> {
  if (!isMeasure(decision) || row.memberId === null)
    return { ok: false, status: 422, words: "There is nobody here to act against." };
  const member = await tx.member.findUniqueOrThrow({
    where: { id: row.memberId },
    select: { id: true, role: true, deletedAt: true },
  });
  if (member.deletedAt)
    return { ok: false, status: 409, words: "The account was deleted meanwhile: keep or hide the post." };
  if (!mayMeasure(by, member))
    return { ok: false, status: 403, words: "Administrators decide about moderators, and nobody about themselves." };
  const kind = measureKinds[decision];
  const { modActionId } = await imposeSanction(tx, { memberId: member.id, kind, reason, by, seconds, caseId: row.id });
  if (kind === "suspension") await mailMember(tx, "suspended", member.id);
  return { ok: true, modActionId };
}
