/** ENS names of wallets: read at Ethereum's node, and checked that they lead back to the address. */
import type { Address, PublicClient } from "viem";
import { db } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { findNode } from "./wallet-node.server";

/** ENS's universal resolver on Ethereum, by ENS's list of deployments: it finds the resolver of a name, whatever its version. */
const universalResolverAddress: Address = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";
const ethereum = 1;
const daysBetweenReadings = 30;
const daysUntilForgotten = 40;
const namesARun = 50;

/** The name as it is shown; null once it is so old that the address may have lost it. */
export function currentName({ ensName, ensCheckedAt }: { ensName: string | null; ensCheckedAt: Date | null }) {
  const isOld = ensCheckedAt === null || Date.now() - ensCheckedAt.getTime() > daysUntilForgotten * 86_400_000;
  return isOld ? null : ensName;
}

/**
 * The primary name of an address. Null without one, with one that is not written as ENSIP-15 normalises it, and with one
 * that leads to another address. Throws when the node doesn't answer.
 */
async function readName(node: PublicClient, address: Address): Promise<string | null> {
  const { normalize } = await import("viem/ens");
  const name = await node.getEnsName({ address, universalResolverAddress });
  if (name === null || name.length > 255 || !isNormal(name, normalize)) return null;
  const leadsTo = await node.getEnsAddress({ name, universalResolverAddress });
  return leadsTo?.toLowerCase() === address ? name : null;
}

function isNormal(name: string, normalize: (name: string) => string) {
  try {
    return normalize(name) === name;
  } catch {
    return false;
  }
}

/**
 * Reads the names of wallets that were never asked for or 30 days ago, at most fifty. Only keys of their own and contracts on
 * Ethereum have one: a contract's address belongs to somebody else on another chain. Without a node nothing happens; a node
 * that stops answering ends the run, and the names are read by a later one.
 */
export async function readWalletNames(): Promise<void> {
  const wallets = await db.wallet.findMany({
    where: {
      chainId: { in: [0, ethereum] },
      OR: [{ ensCheckedAt: null }, { ensCheckedAt: { lt: new Date(Date.now() - daysBetweenReadings * 86_400_000) } }],
    },
    orderBy: [{ ensCheckedAt: { sort: "asc", nulls: "first" } }, { id: "asc" }],
    take: namesARun,
    select: { id: true, address: true },
  });
  if (wallets.length === 0) return;
  const node = await findNode(ethereum);
  if (typeof node === "string") return;
  for (const { id, address } of wallets) {
    let ensName: string | null;
    try {
      ensName = await readName(node, address as Address);
    } catch (error) {
      log().warn({ err: error }, "Ethereum's node did not answer for names of wallets; they are read later");
      return;
    }
    // A wallet that was removed meanwhile stays removed.
    await db.wallet.updateMany({ where: { id }, data: { ensName, ensCheckedAt: new Date() } });
  }
}
