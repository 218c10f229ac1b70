/** A member's password, set by the member or by a mailed link. */
import { endSessionsOf, hashPassword, mailedTokens } from "~/features/auth/auth.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { enqueueMail } from "./ask-for-mail.server";
import { lockMember } from "./lock-member.server";

type Given = { memberId: number; passwordHash: string; /** The session that stays. */ token: string | null };

/** Stores the hash, ends sessions and open links, and tells the verified address. */
async function store(tx: Tx, { memberId, passwordHash, token }: Given) {
  const { email, emailVerifiedAt } = await tx.member.update({
    where: { id: memberId },
    data: { passwordHash, passwordSetAt: await databaseNow(tx) },
    select: { email: true, emailVerifiedAt: true },
  });
  await endSessionsOf(memberId, tx, token);
  await mailedTokens.drop(tx, memberId);
  if (email !== null && emailVerifiedAt) await enqueueMail(tx, { kind: "password_changed", memberId, address: email });
}

/** Sets the password of the one who is signed in with this session, and ends their other sessions. */
export async function setPassword(memberId: number, password: string, token: string | null) {
  const passwordHash = await hashPassword(password);
  await inTransaction((tx) => store(tx, { memberId, passwordHash, token }));
}

/**
 * Sets a password by a mailed link; false when the link is dead or its address is no longer the member's verified one.
 * Ends all sessions, signs nobody in and leaves a second factor as it is.
 */
export async function resetPassword(token: string, password: string): Promise<boolean> {
  if (!(await mailedTokens.find("reset_password", token))) return false;
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx) => {
    const consumed = await mailedTokens.consume(tx, "reset_password", token);
    if (!consumed) return false;
    const { memberId, address } = consumed;
    await lockMember(tx, memberId);
    const isVerified = await tx.member.count({
      where: { id: memberId, email: address, emailVerifiedAt: { not: null } },
    });
    if (isVerified === 0) return false;
    await store(tx, { memberId, passwordHash, token: null });
    return true;
  });
}

/** Whether a mailed link is a proof of this member; it is used up. */
export async function proveByLink(memberId: number, token: string): Promise<boolean> {
  return inTransaction(async (tx) => {
    const consumed = await mailedTokens.consume(tx, "prove", token);
    if (consumed?.memberId !== memberId) return false;
    const { address } = consumed;
    return (await tx.member.count({ where: { id: memberId, email: address, emailVerifiedAt: { not: null } } })) > 0;
  });
}
