/** Suspensions: one row with reason and end, an entry of the log, and a notice. */
import type { Member } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { formatDate } from "~/ui/time";
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
    const startedAt = await databaseNow(tx);
    const endsAt = days === null ? null : new Date(startedAt.getTime() + days * day * 1_000);
    if (await isSentTwice(tx, { by, memberId, reason }, startedAt, endsAt)) return { ok: true };
    const until = endsAt ? `until ${formatDate(endsAt.toISOString())}` : "until further notice";
    await closeOpen(tx, memberId, startedAt, by.id);
    const modActionId = await writeLog(tx, {
      by,
      kind: "suspend_member",
      reason,
      at: startedAt,
      memberId,
      detail: until,
    });
    const { id } = await tx.sanction.create({
      data: { memberId, kind: "suspension", reason, byId: by.id, startedAt, endsAt, modActionId },
      select: { id: true },
    });
    await tx.member.update({ where: { id: memberId }, data: { suspendedAt: startedAt, suspendedUntil: endsAt } });
    await tellMember(tx, {
      memberId,
      kind: "sanction",
      subject: `sanction:${id}`,
      words: `Your account is suspended ${until}: ${reason}`,
      path: paths.modAction({ id: modActionId }),
    });
    await mailMember(tx, "suspended", memberId);
    if (days !== null) await enqueueLater(tx, days * day, "suspensions.end", { sanctionId: id });
    return { ok: true };
  });
}

/** Whether the same administrator began the same suspension within the last minute. */
async function isSentTwice(tx: Tx, { by, memberId, reason }: Given, at: Date, endsAt: Date | null) {
  const minute = 60_000;
  const open = await tx.sanction.findFirst({
    where: { memberId, endedAt: null, byId: by.id, reason, startedAt: { gt: new Date(at.getTime() - minute) } },
    select: { startedAt: true, endsAt: true },
  });
  if (!open) return false;
  const length = (from: Date, to: Date | null) => to && to.getTime() - from.getTime();
  return length(open.startedAt, open.endsAt) === length(at, endsAt);
}

/** Lifts a suspension before its end. */
export function endSuspension({ by, memberId, reason }: Given): Promise<Acted> {
  return inTransaction(async (tx): Promise<Acted> => {
    const refusal = await refusalOf(tx, by, memberId);
    if (refusal) return refusal;
    const at = await databaseNow(tx);
    if ((await closeOpen(tx, memberId, at, by.id)) === 0) return { ok: false, reason: "nothing-to-do" };
    const id = await writeLog(tx, { by, kind: "end_suspension", reason, at, memberId });
    await restore(tx, memberId, `Your suspension was lifted: ${reason}`, paths.modAction({ id }));
    return { ok: true };
  });
}

/** Ends suspensions whose time is over: this one, or all. */
export async function endOverdueSuspensions(sanctionId?: number) {
  const due = await db.$queryRaw<{ memberId: number }[]>`
    select distinct "memberId" from "Sanction"
    where "endedAt" is null and "endsAt" <= now() and (${sanctionId ?? null}::int is null or "id" = ${sanctionId ?? null}::int)`;
  for (const { memberId } of due)
    await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      const ended = await tx.$executeRaw`update "Sanction" set "endedAt" = "endsAt"
        where "memberId" = ${memberId} and "endedAt" is null and "endsAt" <= now()`;
      if (ended > 0 && (await tx.sanction.count({ where: { memberId, endedAt: null } })) === 0)
        await restore(tx, memberId, "Your suspension has ended: you can write again.", paths.inbox());
    });
}

async function refusalOf(tx: Tx, by: Member, memberId: number): Promise<Extract<Acted, { ok: false }> | null> {
  if (!mayAct(await lockAdministrators(tx), by)) return { ok: false, reason: "not-allowed" };
  if (by.id === memberId) return { ok: false, reason: "oneself" };
  await lockMember(tx, memberId);
  const found = await tx.member.count({ where: { id: memberId, deletedAt: null } });
  return found === 0 ? { ok: false, reason: "no-such-member" } : null;
}

async function closeOpen(tx: Tx, memberId: number, endedAt: Date, endedById: number): Promise<number> {
  const { count } = await tx.sanction.updateMany({ where: { memberId, endedAt: null }, data: { endedAt, endedById } });
  return count;
}

async function restore(tx: Tx, memberId: number, words: string, path: string) {
  await tx.member.update({ where: { id: memberId }, data: { suspendedAt: null, suspendedUntil: null } });
  await tellMember(tx, { memberId, kind: "sanction", subject: `restored:${memberId}`, words, path });
}
