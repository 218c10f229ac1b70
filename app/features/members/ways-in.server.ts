import { isMailOn } from "~/features/mail/mail.server";
import { listProviders } from "~/platform/sign-in-providers.server";
import { db, type Tx } from "~/platform/db.server";

/** A way into an account. A verified address is one, by a mailed link to a new password, while mail is on. */
export type WayIn = { kind: "password" | "mail" | "passkey" | "wallet" | "identity" };

/**
 * Every way into a member's account that works on its own. Whoever removes one asks here first, in the same transaction
 * with the member's row locked: the last one is never removed.
 */
export async function waysIn(tx: Tx, memberId: number): Promise<WayIn[]> {
  const { passwordHash, email, emailVerifiedAt, _count, identities } = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: {
      passwordHash: true,
      email: true,
      emailVerifiedAt: true,
      _count: { select: { passkeys: true, wallets: true } },
      identities: {
        where: { issuer: { in: listProviders().map(({ issuer }) => issuer) } },
        select: { id: true },
      },
    },
  });
  const each = (kind: WayIn["kind"], count: number) => Array.from({ length: count }, (): WayIn => ({ kind }));
  return [
    ...(passwordHash === null ? [] : each("password", 1)),
    ...each("mail", email !== null && emailVerifiedAt && isMailOn() ? 1 : 0),
    ...each("passkey", _count.passkeys),
    ...each("wallet", _count.wallets),
    ...each("identity", identities.length),
  ];
}

/** What a member may add so that losing a wallet or a provider doesn't lock them out. */
export type WayToAdd = "passkey" | "mail";

/**
 * What a member should add who joined by wallet or provider: nothing once there is a passkey or a verified address. An
 * address is asked for while mail is on.
 */
export async function listWaysToAdd(memberId: number): Promise<WayToAdd[]> {
  const lacking = await db.member.count({
    where: {
      id: memberId,
      emailVerifiedAt: null,
      passkeys: { none: {} },
      OR: [{ wallets: { some: {} } }, { identities: { some: {} } }],
    },
  });
  if (lacking === 0) return [];
  return isMailOn() ? ["passkey", "mail"] : ["passkey"];
}
