/** Lifting a measure before its time. */
import { lockMember } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { databaseNow, type Tx } from "~/platform/db.server";
import { stateOnMember, tellRestored } from "./impose.server";
import type { SanctionKind } from "./sanction";

const lifted: Record<SanctionKind, string> = {
  warning: "A warning against you was taken back",
  pace: "You can post as often as everybody again",
  silence: "You are no longer silenced",
  suspension: "Your suspension was lifted",
};

type Lift = { memberId: number; kind: SanctionKind; by: { id: number }; reason: string };

/** Lifts the measures of this kind that run against a member, with an entry of the log; null when none runs. */
export async function liftSanctions(
  tx: Tx,
  { memberId, kind, by, reason }: Lift,
): Promise<{ modActionId: number } | null> {
  await lockMember(tx, memberId);
  const at = await databaseNow(tx);
  const ended = await tx.sanction.updateMany({
    where: { memberId, kind, endedAt: null },
    data: { endedAt: at, endedById: by.id },
  });
  if (ended.count === 0) return null;
  await stateOnMember(tx, memberId);
  const isNamed = kind === "suspension";
  const modActionId = await writeLog(tx, {
    by,
    kind: isNamed ? "end_suspension" : "end_sanction",
    reason,
    at,
    ...(isNamed && { memberId }),
  });
  const path = isNamed ? paths.modAction({ id: modActionId }) : paths.standing();
  await tellRestored(tx, memberId, `${lifted[kind]}: ${reason}`, path);
  return { modActionId };
}
