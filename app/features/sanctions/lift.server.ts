/** Lifting a measure before its time. */
import { lockMember } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { databaseNow, type Tx } from "~/platform/db.server";
import { stateOnMember, tellRestored } from "./impose.server";

type Lift = { memberId: number; by: { id: number }; reason: string };

/** Lifts the suspension that runs against a member, with an entry of the log; null when none runs. */
export async function liftSuspension(tx: Tx, { memberId, by, reason }: Lift): Promise<{ modActionId: number } | null> {
  await lockMember(tx, memberId);
  const at = await databaseNow(tx);
  const ended = await tx.sanction.updateMany({
    where: { memberId, kind: "suspension", endedAt: null },
    data: { endedAt: at, endedById: by.id },
  });
  if (ended.count === 0) return null;
  await stateOnMember(tx, memberId);
  const modActionId = await writeLog(tx, { by, kind: "end_suspension", reason, at, memberId });
  await tellRestored(tx, memberId, `Your suspension was lifted: ${reason}`, paths.modAction({ id: modActionId }));
  return { modActionId };
}

type Taken = { sanctionId: number; by: { id: number }; reason: string; detail: string };

/** Takes one measure back, a warning too, with an entry of the log, and returns its id; null where it is over already. */
export async function takeBack(tx: Tx, { sanctionId, by, reason, detail }: Taken): Promise<number | null> {
  const { memberId, kind } = await tx.sanction.findUniqueOrThrow({
    where: { id: sanctionId },
    select: { memberId: true, kind: true },
  });
  await lockMember(tx, memberId);
  const at = await databaseNow(tx);
  const isWarning = kind === "warning";
  const ended = await tx.sanction.updateMany({
    where: { id: sanctionId, ...(!isWarning && { endedAt: null }) },
    data: { endedAt: at, endedById: by.id },
  });
  if (ended.count === 0) return null;
  await stateOnMember(tx, memberId);
  const isNamed = kind === "suspension";
  return writeLog(tx, {
    by,
    kind: isNamed ? "end_suspension" : "end_sanction",
    reason,
    at,
    detail,
    ...(isNamed && { memberId }),
  });
}
