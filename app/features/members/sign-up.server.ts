import { hashPassword } from "~/features/auth/auth.server";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { asTaken } from "./change-handle.server";
import { admitNewMember, type Refusal } from "./invitations.server";

type NewMember = {
  handle: string;
  email: string;
  password: string;
  /** Of an invitation's link; "" without one. */
  token?: string | undefined;
};
type SignedUp = { ok: true; memberId: number } | { ok: false; reason: "handle-taken" | Refusal };

/**
 * Adds a member. An address that another member typed before is accepted without a hint: addresses count once
 * verified.
 */
export async function signUp({ handle, email, password, token = "" }: NewMember): Promise<SignedUp> {
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx): Promise<SignedUp> => {
    const admitted = await admitNewMember(tx, token);
    if (!admitted.ok) return admitted;
    const { invitationId } = admitted;
    const passwordSetAt = await databaseNow(tx);
    const member = await tx.member.create({
      data: { handle, name: handle, email: email.toLowerCase(), passwordHash, passwordSetAt, invitationId },
      select: { id: true },
    });
    return { ok: true, memberId: member.id };
  }).catch(asTaken);
}
