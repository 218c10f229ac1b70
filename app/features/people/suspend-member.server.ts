/** Administrators suspend a member, and lift a suspension, on the member's page. */
import type { Member } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { imposeSanction, liftSuspension } from "~/features/sanctions/sanctions.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { lockAdministrators, mayAct } from "./administrators.server";
import { mailMember } from "./member-mail.server";

type Given = { by: Member; memberId: number; reason: string };

export type Acted = { ok: true } | { ok: false; reason: ActedRefusal };

export type ActedRefusal =
  | "not-allowed"
  | "no-such-member"
  | "demonstration-member"
  | "oneself"
  | "nothing-to-do"
  | "last-administrator"
  | "handle-taken";

const day = 24 * 3_600;

/**
 * Suspends a member for so many days; null: until somebody lifts it. A member who is suspended already gets the new terms. The
 * same form sent twice is one suspension.
 */
export function suspendMember({ by, memberId, reason, days }: Given & { days: number | null }): Promise<Acted> {
  return inTransaction(async (tx): Promise<Acted> => {
    const refusal = await refusalOf(tx, by, memberId);
    if (refusal) return refusal;
    const seconds = (days ?? 0) * day;
    if (await isSentTwice(tx, { by, memberId, reason }, seconds)) return { ok: true };
    await imposeSanction(tx, { memberId, kind: "suspension", reason, by, seconds });
    await mailMember(tx, "suspended", memberId);
    return { ok: true };
  });
}

/** Whether the same administrator began the same suspension within the last minute. */
async function isSentTwice(tx: Tx, { by, memberId, reason }: Given, seconds: number) {
  const minute = 60_000;
  const now = await databaseNow(tx);
  const open = await tx.sanction.findFirst({
    where: {
      memberId,
      kind: "suspension",
      endedAt: null,
      byId: by.id,
      reason,
      startedAt: { gt: new Date(now.getTime() - minute) },
    },
    select: { startedAt: true, endsAt: true },
  });
  if (!open) return false;
  return (open.endsAt ? (open.endsAt.getTime() - open.startedAt.getTime()) / 1_000 : 0) === seconds;
}

/** Lifts a suspension before its end. */
export function endSuspension({ by, memberId, reason }: Given): Promise<Acted> {
  return inTransaction(async (tx): Promise<Acted> => {
    const refusal = await refusalOf(tx, by, memberId);
    if (refusal) return refusal;
    const lifted = await liftSuspension(tx, { memberId, by, reason });
    return lifted ? { ok: true } : { ok: false, reason: "nothing-to-do" };
  });
}

async function refusalOf(tx: Tx, by: Member, memberId: number): Promise<Extract<Acted, { ok: false }> | null> {
  if (!mayAct(await lockAdministrators(tx), by)) return { ok: false, reason: "not-allowed" };
  if (by.id === memberId) return { ok: false, reason: "oneself" };
  await lockMember(tx, memberId);
  const found = await tx.member.count({ where: { id: memberId, deletedAt: null } });
  return found === 0 ? { ok: false, reason: "no-such-member" } : null;
}
