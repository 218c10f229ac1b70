/** Leaving: asked for with a fresh proof, taken back within 14 days. */
import type { Member } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { isLast, lockAdministrators } from "./administrators.server";
import { mailMember } from "./member-mail.server";

/** Days in which a member can take it back. */
export const daysToStay = 14;

type Asked = { ok: true } | { ok: false; reason: "demonstration-member" | "last-administrator" };

/** Whether the member is leaving: when, and whether posts that nobody answered go too; null otherwise. */
export async function findLeaving(memberId: number): Promise<{ dueAt: string; withdraws: boolean } | null> {
  const { deletionDueAt, deletionWithdraws } = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { deletionDueAt: true, deletionWithdraws: true },
  });
  return deletionDueAt && { dueAt: deletionDueAt.toISOString(), withdraws: deletionWithdraws };
}

/** Asks for the account to be erased in 14 days. Asked again, only the choice changes. */
export function askToLeave(by: Member, withdraws: boolean): Promise<Asked> {
  return inTransaction(async (tx): Promise<Asked> => {
    const administrators = await lockAdministrators(tx);
    await lockMember(tx, by.id);
    const { isDemonstration, deletionDueAt } = await tx.member.findUniqueOrThrow({
      where: { id: by.id },
      select: { isDemonstration: true, deletionDueAt: true },
    });
    if (isDemonstration) return { ok: false, reason: "demonstration-member" };
    if (isLast(administrators, by.id)) return { ok: false, reason: "last-administrator" };
    const now = await databaseNow(tx);
    const dueAt = deletionDueAt ?? new Date(now.getTime() + daysToStay * 86_400_000);
    await tx.member.update({ where: { id: by.id }, data: { deletionDueAt: dueAt, deletionWithdraws: withdraws } });
    if (deletionDueAt) return { ok: true };
    await enqueueLater(tx, daysToStay * 86_400 + 1, "members.erase", { memberId: by.id });
    await mailMember(tx, "leaving", by.id);
    return { ok: true };
  });
}

/** Takes it back. False when the member was not leaving. */
export async function stay(memberId: number): Promise<boolean> {
  const { count } = await db.member.updateMany({
    where: { id: memberId, deletionDueAt: { not: null }, deletedAt: null },
    data: { deletionDueAt: null, deletionWithdraws: false },
  });
  return count > 0;
}
