/** A member's mail address: verified and replaced by a mailed link, and restored by another one. */
import { endSessionsOf, mailedTokens } from "~/features/auth/auth.server";
import { databaseNow, inTransaction, isUniqueViolation } from "~/platform/db.server";
import { enqueueMail } from "./ask-for-mail.server";
import { lockMember } from "./lock-member.server";

type Changed =
  | { ok: true; memberId: number; /** Every session was ended. */ hasEndedSessions: boolean }
  | { ok: false; reason: "dead" | "taken" };

/** Another member verified the address first. */
const takenIfUnique = (error: unknown): Changed => {
  if (isUniqueViolation(error)) return { ok: false, reason: "taken" };
  throw error;
};

/**
 * Makes the address that the link was sent to the member's verified one. The first verification ends every session: who
 * joined with somebody else's address is out. A verified address that is replaced is told, with a link that undoes it.
 */
export const verifyAddress = (token: string): Promise<Changed> =>
  inTransaction(async (tx): Promise<Changed> => {
    const consumed = await mailedTokens.consume(tx, "verify_email", token);
    if (!consumed) return { ok: false, reason: "dead" };
    const { memberId, address } = consumed;
    await lockMember(tx, memberId);
    const before = await tx.member.findUniqueOrThrow({
      where: { id: memberId },
      select: { email: true, emailVerifiedAt: true },
    });
    await tx.member.update({
      where: { id: memberId },
      data: { email: address, emailVerifiedAt: await databaseNow(tx) },
    });
    await mailedTokens.drop(tx, memberId);
    const isFirst = before.emailVerifiedAt === null;
    if (isFirst) await endSessionsOf(memberId, tx);
    else if (before.email !== null && before.email !== address)
      await enqueueMail(tx, { kind: "email_changed", memberId, address: before.email });
    return { ok: true, memberId, hasEndedSessions: isFirst };
  }).catch(takenIfUnique);

/** Gives an account the address back that the link was sent to, and ends every session and open link. */
export const restoreAddress = (token: string): Promise<Changed> =>
  inTransaction(async (tx): Promise<Changed> => {
    const consumed = await mailedTokens.consume(tx, "undo_email", token);
    if (!consumed) return { ok: false, reason: "dead" };
    const { memberId, address } = consumed;
    await lockMember(tx, memberId);
    await tx.member.update({
      where: { id: memberId },
      data: { email: address, emailVerifiedAt: await databaseNow(tx) },
    });
    await mailedTokens.dropSince(tx, memberId, consumed);
    await endSessionsOf(memberId, tx);
    return { ok: true, memberId, hasEndedSessions: true };
  }).catch(takenIfUnique);
