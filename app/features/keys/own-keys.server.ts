/** A member's passkeys, wallets and identities, as their settings show them. */
import { z } from "zod";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { currentName } from "./ens-names.server";
import { shownAddress } from "./shown-address.server";
import { listPasskeys, passkeysKept } from "./passkeys.server";
import { namesOfProviders } from "./providers.server";
import type { Key } from "./remove-key.server";
import { findSecondFactor } from "./second-factor.server";

const KeyParams = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passkey"), id: z.string().regex(/^[\w-]{1,1400}$/) }),
  z.object({ kind: z.literal("wallet"), id: z.coerce.number().int().min(1).max(2_147_483_647) }),
  z.object({ kind: z.literal("identity"), id: z.coerce.number().int().min(1).max(2_147_483_647) }),
]);

/** The key that an address names; null if it can't be one. */
export const keyIn = (params: unknown): Key | null => KeyParams.safeParse(params).data ?? null;

type OwnKey = {
  name: string;
  about: string;
  /** On the profile; null where that is no question. */ isShown: boolean | null;
};

/** One key of a member; null if it isn't theirs. */
export async function findOwnKey(memberId: number, key: Key): Promise<OwnKey | null> {
  if (key.kind === "passkey") {
    const row = await db.passkey.findFirst({ where: { id: key.id, memberId }, select: { name: true } });
    return row && { name: row.name, about: "A passkey.", isShown: null };
  }
  if (key.kind === "wallet") {
    const row = await db.wallet.findFirst({
      where: { id: key.id, memberId },
      select: { address: true, chainId: true, isShown: true },
    });
    const about = row?.chainId ? `A wallet that is a contract, on the chain ${row.chainId}.` : "An Ethereum wallet.";
    return row && { name: await shownAddress(row.address), about, isShown: row.isShown };
  }
  const row = await db.identity.findFirst({
    where: { id: key.id, memberId },
    select: { label: true, issuer: true, isShown: true },
  });
  return row && { name: row.label, about: `Proved at ${new URL(row.issuer).host}.`, isShown: row.isShown };
}

/** Shows a wallet or an identity on the member's profile, or hides it; false if it isn't theirs. */
export async function showKey(memberId: number, key: Key, isShown: boolean): Promise<boolean> {
  if (key.kind === "passkey") return false;
  const change = { where: { id: key.id, memberId }, data: { isShown } };
  const { count } = await (key.kind === "wallet" ? db.wallet.updateMany(change) : db.identity.updateMany(change));
  return count === 1;
}

type Used = { createdAt: string; lastUsedAt: string | null };
export type OwnWallet = Used & {
  id: number;
  address: string;
  /** The registry's number of the chain of a contract account; 0 for a key. */
  chainId: number;
  /** The primary ENS name, found to lead back to the address; null without one. */
  ensName: string | null;
  isShown: boolean;
};
export type OwnIdentity = Used & { id: number; issuer: string; label: string; isShown: boolean };

const inText = <Row extends { createdAt: Date; lastUsedAt: Date | null }>(row: Row) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

/** A member's wallets, the oldest first, with the address's checksum. */
export async function listWallets(memberId: number): Promise<OwnWallet[]> {
  const rows = await db.wallet.findMany({
    where: { memberId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      address: true,
      chainId: true,
      ensName: true,
      ensCheckedAt: true,
      isShown: true,
      createdAt: true,
      lastUsedAt: true,
    },
  });
  return Promise.all(
    rows.map(async ({ ensCheckedAt, ...row }) =>
      inText({ ...row, ensName: currentName({ ...row, ensCheckedAt }), address: await shownAddress(row.address) }),
    ),
  );
}

/** A member's identities at providers, the oldest first. */
export async function listIdentities(memberId: number): Promise<OwnIdentity[]> {
  const rows = await db.identity.findMany({
    where: { memberId },
    orderBy: { id: "asc" },
    select: { id: true, issuer: true, label: true, isShown: true, createdAt: true, lastUsedAt: true },
  });
  return rows.map(inText);
}

/** The page of the ORCID iD that a member has proved and shows, "https://orcid.org/0000-0002-1825-0097"; null without one. */
export async function findShownOrcid(memberId: number): Promise<string | null> {
  return (await findShownOrcids([memberId])).get(memberId) ?? null;
}

/** The same of several members, by id; only those who have one. */
export async function findShownOrcids(memberIds: number[]): Promise<Map<number, string>> {
  const issuer = env().ORCID_ISSUER;
  const identities = await db.identity.findMany({
    where: { memberId: { in: memberIds }, issuer, isShown: true },
    select: { memberId: true, label: true },
  });
  return new Map(identities.map(({ memberId, label }) => [memberId, `${new URL(issuer).origin}/${encodeURI(label)}`]));
}

/** Everything that a member's page of sign-in methods says of keys. */
export async function listKeys(memberId: number) {
  const [passkeys, wallets, identities, factor, kept] = await Promise.all([
    listPasskeys(memberId),
    listWallets(memberId),
    listIdentities(memberId),
    findSecondFactor(memberId),
    passkeysKept(memberId),
  ]);
  return { passkeys, wallets, identities, factor, kept, providers: namesOfProviders() };
}

export type OwnKeys = Awaited<ReturnType<typeof listKeys>>;
