import { endSessionsOf } from "~/features/auth/auth.server";
import type { Member } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { isLast, lockAdministrators, mayAct } from "./administrators.server";
import type { Acted } from "./suspend-member.server";

type Given = { by: Member; memberId: number; role: Member["role"]; reason: string };

const words = { member: "member", moderator: "moderator", admin: "administrator" };

const asRole = { member: "a member without further rights", moderator: "a moderator", admin: "an administrator" };

/** Gives a member another role. Ends their sessions, so that new rights begin with a new one. */
export async function changeRole({ by, memberId, role, reason }: Given): Promise<Acted> {
  const acted = await inTransaction(async (tx): Promise<Acted> => {
    const administrators = await lockAdministrators(tx);
    if (!mayAct(administrators, by)) return { ok: false, reason: "not-allowed" };
    await lockMember(tx, memberId);
    const member = await tx.member.findFirst({
      where: { id: memberId, deletedAt: null },
      select: { role: true, isDemonstration: true },
    });
    if (!member) return { ok: false, reason: "no-such-member" };
    if (member.isDemonstration) return { ok: false, reason: "demonstration-member" };
    if (member.role === role) return { ok: false, reason: "nothing-to-do" };
    if (isLast(administrators, memberId)) return { ok: false, reason: "last-administrator" };
    const at = await databaseNow(tx);
    await tx.member.update({ where: { id: memberId }, data: { role } });
    const detail = `from ${words[member.role]} to ${words[role]}`;
    const actionId = await writeLog(tx, { by, kind: "change_role", reason, at, memberId, detail });
    const event = `action:${actionId}`;
    if (by.id !== memberId)
      await tellMember(tx, {
        memberId,
        kind: "role",
        subject: event,
        event,
        words: `made you ${asRole[role]}: ${reason}`,
        path: paths.modAction({ id: actionId }),
        actorId: by.id,
      });
    return { ok: true };
  });
  if (acted.ok) await endSessionsOf(memberId);
  return acted;
}
