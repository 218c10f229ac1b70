import { lockMember, waysIn } from "~/features/members/members.server";
import { inTransaction, type Tx } from "~/platform/db.server";

export type Key = { kind: "passkey"; id: string } | { kind: "wallet" | "identity"; id: number };
type Removed = { ok: true } | { ok: false; reason: "unknown" | "last-way" | "second-factor" };

/** Takes back what was removed. */
class Kept extends Error {
  constructor(readonly reason: "last-way" | "second-factor") {
    super(reason);
  }
}

/**
 * Removes a passkey, a wallet or a provider's identity of a member. "last-way": the member could not sign in any more;
 * "second-factor": the last passkey is what is asked for after a password.
 */
export async function removeKey(memberId: number, key: Key): Promise<Removed> {
  try {
    return await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      if ((await deleteKey(tx, memberId, key)) === 0) return { ok: false, reason: "unknown" };
      const left = await waysIn(tx, memberId);
      if (left.length === 0) throw new Kept("last-way");
      const isAsked = (await tx.secondFactor.count({ where: { memberId, asksPasskey: true } })) > 0;
      if (isAsked && !left.some(({ kind }) => kind === "passkey")) throw new Kept("second-factor");
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof Kept) return { ok: false, reason: error.reason };
    throw error;
  }
}

async function deleteKey(tx: Tx, memberId: number, key: Key): Promise<number> {
  const { count } =
    key.kind === "passkey"
      ? await tx.passkey.deleteMany({ where: { id: key.id, memberId } })
      : key.kind === "wallet"
        ? await tx.wallet.deleteMany({ where: { id: key.id, memberId } })
        : await tx.identity.deleteMany({ where: { id: key.id, memberId } });
  return count;
}
