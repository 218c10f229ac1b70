/** Members who left while suspended, recognized when they come back. */
import { db, type Tx } from "~/platform/db.server";
import { keyedHash } from "~/platform/secret-box.server";

/** Keyed hashes of a member's address and wallets. */
export async function recognizableBy(tx: Tx, memberId: number, email: string | null): Promise<string[]> {
  const wallets = await tx.wallet.findMany({ where: { memberId }, select: { address: true } });
  const known = [...(email ? [email] : []), ...wallets.map(({ address }) => address)];
  return known.map((one) => keyedHash("sanction", one.toLowerCase()));
}

/** Former members who left during a suspension that still runs, and who had the verified address or a wallet of this member. */
export async function findSuspendedAlike(memberId: number, email: string | null) {
  const hashes = await recognizableBy(db, memberId, email);
  if (hashes.length === 0) return [];
  const found = await db.sanction.findMany({
    where: { memberId: { not: memberId }, endedAt: null, keptHashes: { hasSome: hashes } },
    take: 10,
    select: { reason: true, member: { select: { id: true, name: true } } },
  });
  return found.map(({ reason, member }) => ({ ...member, reason }));
}
