import { db } from "~/platform/db.server";

export type AccountFacts = {
  address: string | null;
  addressVerifiedAt: string | null;
  hasPassword: boolean;
  passwordSetAt: string | null;
};

/** What the page of sign-in methods says of password and address. */
export async function findAccountFacts(memberId: number): Promise<AccountFacts> {
  const member = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { email: true, emailVerifiedAt: true, passwordHash: true, passwordSetAt: true },
  });
  return {
    address: member.email,
    addressVerifiedAt: member.emailVerifiedAt?.toISOString() ?? null,
    hasPassword: member.passwordHash !== null,
    passwordSetAt: member.passwordSetAt?.toISOString() ?? null,
  };
}
