import { isMailOn } from "~/features/mail/mail.server";
import { db } from "~/platform/db.server";

export type Proofs = {
  hasPassword: boolean;
  /** The verified address that a link can be sent to; null where there is none, or mail is off. */
  address: string | null;
  isDemonstration: boolean;
};

/** What a member can prove with that it is them. */
export async function findProofs(memberId: number): Promise<Proofs> {
  const { passwordHash, email, emailVerifiedAt, isDemonstration } = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { passwordHash: true, email: true, emailVerifiedAt: true, isDemonstration: true },
  });
  return { hasPassword: passwordHash !== null, address: emailVerifiedAt && isMailOn() ? email : null, isDemonstration };
}
