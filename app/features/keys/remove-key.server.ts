import { lockMember, waysIn } from "~/features/members/members.server";
import { inTransaction } from "~/platform/db.server";

export type Key = { kind: "passkey"; id: string } | { kind: "wallet" | "identity"; id: number };
type Removed = { ok: true } | { ok: false; reason: "unknown" | "last-way" | "second-factor" };

/**
 * Removes a passkey, a wallet or a provider's identity of a member. "last-way": the member could not sign in any more;
 * "second-factor": the last passkey is what is asked for after a password.
 */
export async function removeKey(memberId: number, key: Key): Promise<Removed> {
  return inTransaction(async (tx) => {
    await lockMember(tx, memberId);
    const ways = await waysIn(tx, memberId);
    const deleted =
      key.kind === "passkey"
        ? await tx.passkey.findFirst({ where: { id: key.id, memberId }, select: { id: true } })
        : key.kind === "wallet"
          ? await tx.wallet.findFirst({ where: { id: key.id, memberId }, select: { id: true } })
          : await tx.identity.findFirst({ where: { id: key.id, memberId }, select: { id: true } });
    if (!deleted) return { ok: false, reason: "unknown" };
    if (ways.length === 1) return { ok: false, reason: "last-way" };
    if (key.kind === "passkey") {
      const isAsked = (await tx.secondFactor.count({ where: { memberId, asksPasskey: true } })) > 0;
      if (isAsked && ways.filter(({ kind }) => kind === "passkey").length === 1)
        return { ok: false, reason: "second-factor" };
      await tx.passkey.delete({ where: { id: key.id } });
    } else if (key.kind === "wallet") await tx.wallet.delete({ where: { id: key.id } });
    else await tx.identity.delete({ where: { id: key.id } });
    return { ok: true };
  });
}
