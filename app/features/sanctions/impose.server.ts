/** Measures begin and end: a row with reason and end, an entry of the log, what the session reads, and a notice. */
import { lockMember } from "~/features/members/members.server";
import type { LoggedKind } from "~/features/moderation/moderation";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { formatDate, formatMinute } from "~/ui/time";
import { type SanctionKind, sanctionInWords } from "./sanction";

type Imposed = {
  memberId: number;
  kind: SanctionKind;
  reason: string;
  by: { id: number };
  /** How long it lasts; 0 until somebody lifts it. A warning ends as it begins. */
  seconds: number;
  /** The case in which it was decided. */
  caseId?: number;
};

const loggedAs: Record<SanctionKind, LoggedKind> = {
  warning: "warn_member",
  pace: "pace_member",
  silence: "silence_member",
  suspension: "suspend_member",
};

/**
 * Imposes a measure; one of its kind that runs already is replaced. Only suspensions are logged with the member's name. The
 * caller checks the rights.
 */
export async function imposeSanction(tx: Tx, { memberId, kind, reason, by, seconds, caseId }: Imposed) {
  await lockMember(tx, memberId);
  const startedAt = await databaseNow(tx);
  const endsAt = seconds === 0 || kind === "warning" ? null : new Date(startedAt.getTime() + seconds * 1_000);
  await tx.sanction.updateMany({
    where: { memberId, kind, endedAt: null },
    data: { endedAt: startedAt, endedById: by.id },
  });
  const modActionId = await writeLog(tx, {
    by,
    kind: loggedAs[kind],
    reason,
    at: startedAt,
    ...(kind === "suspension" && { memberId }),
    detail: detailOf(kind, endsAt),
  });
  const { id } = await tx.sanction.create({
    data: {
      memberId,
      kind,
      reason,
      byId: by.id,
      startedAt,
      endsAt,
      endedAt: kind === "warning" ? startedAt : null,
      modActionId,
      caseId: caseId ?? null,
    },
    select: { id: true },
  });
  await stateOnMember(tx, memberId);
  await tellMember(tx, {
    memberId,
    kind: "sanction",
    // The beginning of a suspension has a mail of its own; other measures are mailed as notices.
    subject: `${kind === "suspension" ? kind : "sanction"}:${id}`,
    words: `${sanctionInWords(kind, endsAt?.toISOString() ?? null)}: ${reason}`,
    path: paths.standing(),
  });
  if (endsAt) await enqueueLater(tx, seconds, "suspensions.end", { sanctionId: id });
  return { id, modActionId };
}

function detailOf(kind: SanctionKind, endsAt: Date | null) {
  if (kind === "warning") return "";
  if (!endsAt) return "until further notice";
  const at = endsAt.toISOString();
  return `until ${kind === "suspension" ? formatDate(at) : formatMinute(at)}`;
}

/** What sessions read of a member: until when they are suspended, silenced and paced. From the measures that run. */
export async function stateOnMember(tx: Tx, memberId: number) {
  await tx.$executeRaw`
    update "Member" m set "suspendedAt" = s."suspendedAt", "suspendedUntil" = s."suspendedUntil",
      "silencedUntil" = s."silencedUntil", "pacedUntil" = s."pacedUntil"
    from (select
        max("startedAt") filter (where "kind" = 'suspension') as "suspendedAt",
        nullif(max(coalesce("endsAt", 'infinity')) filter (where "kind" = 'suspension'), 'infinity') as "suspendedUntil",
        max("endsAt") filter (where "kind" = 'silence') as "silencedUntil",
        max("endsAt") filter (where "kind" = 'pace') as "pacedUntil"
      from "Sanction" where "memberId" = ${memberId} and "endedAt" is null) s
    where m."id" = ${memberId}`;
}

const overWords: Record<SanctionKind, string> = {
  warning: "",
  pace: "You can post as often as everybody again.",
  silence: "You are no longer silenced: you can write again.",
  suspension: "Your suspension has ended: you can write again.",
};

/** Ends measures whose time is over: this one, or all. */
export async function endOverdueSanctions(sanctionId?: number) {
  const due = await db.sanction.findMany({
    where: { endedAt: null, endsAt: { lte: await databaseNow() }, ...(sanctionId !== undefined && { id: sanctionId }) },
    orderBy: { id: "asc" },
    select: { id: true, memberId: true, kind: true, endsAt: true },
  });
  for (const { id, memberId, kind, endsAt } of due)
    await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      const ended = await tx.sanction.updateMany({ where: { id, endedAt: null }, data: { endedAt: endsAt } });
      if (ended.count === 0) return;
      await stateOnMember(tx, memberId);
      await tellRestored(tx, memberId, overWords[kind], paths.inbox());
    });
}

export const tellRestored = (tx: Tx, memberId: number, words: string, path: string) =>
  tellMember(tx, { memberId, kind: "sanction", subject: `restored:${memberId}`, words, path });
