/** Ethereum wallets by EIP-4361: the server writes the message, the wallet signs it. */
import type { Address, Hex } from "viem";
import { z } from "zod";
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { enqueue } from "~/platform/jobs.server";
import { isUniqueViolation } from "~/platform/unique-violation.server";
import { beginCeremony, minutesOf, newNonce, takeCeremony } from "./ceremonies.server";
import { shownAddress } from "./shown-address.server";
import type { WalletAnswer, WalletAsked } from "./wallet-form";
import { findNode } from "./wallet-node.server";

export const mostWallets = 20;

/** An account of Ethereum: a key of its own is the same on every chain (0), a contract is an account on one chain. */
export const WalletAccount = z.object({
  address: z.string().regex(/^0x[0-9a-f]{40}$/),
  chainId: z.number().int().min(0),
});
export type WalletAccount = z.infer<typeof WalletAccount>;

const siwe = () => import("viem/siwe");

const site = () => new URL(env().publicOrigin);

/** The message for a wallet to sign, good once and for ten minutes; for a member who links it, for that member alone. */
export async function writeWalletMessage(
  { address, chain }: WalletAsked,
  memberId: number | null = null,
): Promise<string> {
  const issuedAt = await databaseNow();
  const nonce = newNonce();
  await beginCeremony("wallet", { token: nonce, memberId, detail: { address: address.toLowerCase(), chainId: chain } });
  return (await siwe()).createSiweMessage({
    domain: site().host,
    uri: site().origin,
    version: "1",
    address: (await shownAddress(address)) as Address,
    chainId: chain,
    nonce,
    issuedAt,
    expirationTime: new Date(issuedAt.getTime() + minutesOf.wallet * 60_000),
    statement:
      memberId === null
        ? "Sign in to Counterproof. This costs nothing and moves nothing."
        : "Link this wallet to your account at Counterproof. This costs nothing and moves nothing.",
  });
}

type Proved =
  | { ok: true; account: WalletAccount }
  /** "no-node" and "silent": a contract's signature could not be checked on its chain. */
  | { ok: false; reason: "invalid" | "no-node" | "silent"; chainId?: number };

/**
 * Checks a signed message. It must be for this site and its address, name the account and the chain it was written for, and
 * be neither used nor too old; for a member it must have been written for that member. A key of its own is recovered from
 * the signature; else the account is asked as a contract (ERC-1271, and ERC-6492 before it is deployed) on the chain that
 * the message names.
 */
export async function checkWallet(
  { message, signature }: WalletAnswer,
  memberId: number | null = null,
): Promise<Proved> {
  const invalid = { ok: false, reason: "invalid" } as const;
  const said = await readMessage(message);
  const begun = said?.nonce ? await takeCeremony("wallet", said.nonce, WalletAccount) : null;
  if (!said?.address || !begun || begun.memberId !== memberId) return invalid;
  const isForUs = (await siwe()).validateSiweMessage({
    message: said,
    address: said.address,
    domain: site().host,
    time: await databaseNow(),
  });
  const { address, chainId } = begun.detail;
  const isAsWritten =
    said.uri === site().origin &&
    said.version === "1" &&
    said.expirationTime !== undefined &&
    said.chainId === chainId &&
    said.address.toLowerCase() === address;
  if (!isForUs || !isAsWritten) return invalid;
  const { recoverMessageAddress } = await import("viem");
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null);
  if (signer?.toLowerCase() === address) return { ok: true, account: { address, chainId: 0 } };
  const node = await findNode(chainId);
  if (typeof node === "string") return { ok: false, reason: node, chainId };
  try {
    const isGood = await node.verifyMessage({ address: said.address, message, signature: signature as Hex });
    return isGood ? { ok: true, account: { address, chainId } } : invalid;
  } catch {
    return { ok: false, reason: "silent", chainId };
  }
}

async function readMessage(message: string) {
  const { parseSiweMessage } = await siwe();
  try {
    return parseSiweMessage(message);
  } catch {
    return null;
  }
}

/** Whose wallet this is; null if nobody's. Notes its use. */
export async function findWalletOwner({ address, chainId }: WalletAccount): Promise<number | null> {
  const rows = await db.$queryRaw<{ memberId: number }[]>`update "Wallet" set "lastUsedAt" = now()
    where "address" = ${address} and "chainId" = ${chainId} returning "memberId"`;
  return rows[0]?.memberId ?? null;
}

type Linked = { ok: true } | { ok: false; reason: "taken" | "too-many" };

/** Links a wallet that was proved to a member. "taken": it is a member's already, this one's or another's. */
export async function linkWallet(memberId: number, account: WalletAccount): Promise<Linked> {
  try {
    return await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      if ((await tx.wallet.count({ where: { memberId } })) >= mostWallets) return { ok: false, reason: "too-many" };
      await tx.wallet.create({ data: { memberId, ...account } });
      await enqueue(tx, "read-wallet-names");
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "taken" };
    throw error;
  }
}
