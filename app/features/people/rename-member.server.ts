import type { Member } from "~/features/auth/auth";
import { asTaken, lockMember, moveHandle } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { lockAdministrators, mayAct } from "./administrators.server";
import type { Acted } from "./suspend-member.server";

type Given = { by: Member; memberId: number; handle: string; name: string; reason: string };

/**
 * Takes an abusive name or handle away. The old handle leads on and can't be taken back; the old name is said nowhere, not in
 * the log either.
 */
export function renameMember({ by, memberId, handle, name, reason }: Given) {
  return inTransaction(async (tx): Promise<Acted> => {
    if (!mayAct(await lockAdministrators(tx), by)) return { ok: false, reason: "not-allowed" };
    await lockMember(tx, memberId);
    const member = await tx.member.findFirst({
      where: { id: memberId, deletedAt: null },
      select: { handle: true, name: true, isDemonstration: true },
    });
    if (!member) return { ok: false, reason: "no-such-member" };
    if (member.isDemonstration) return { ok: false, reason: "demonstration-member" };
    if (member.handle === handle && member.name === name) return { ok: false, reason: "nothing-to-do" };
    const now = await databaseNow(tx);
    if (member.handle !== handle)
      await moveHandle(tx, { memberId, from: member.handle, to: handle, now, isBarred: true });
    await tx.member.update({ where: { id: memberId }, data: { name, formerName: "", nameChangedAt: null } });
    const detail = member.handle === handle ? "another name" : `@${handle}`;
    const id = await writeLog(tx, { by, kind: "rename_member", reason, at: now, memberId, detail });
    await tellMember(tx, {
      memberId,
      kind: "sanction",
      subject: `renamed:${id}`,
      words: `An administrator changed your name to ${name}, @${handle}: ${reason}`,
      path: paths.modAction({ id }),
    });
    return { ok: true };
  }).catch(asTaken);
}
