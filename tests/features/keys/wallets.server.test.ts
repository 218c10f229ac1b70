import { deploy, sign } from "../../support/contract-wallet";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { describe, expect, test } from "vitest";
import { checkWallet, findWalletOwner, join, linkWallet, writeWalletMessage } from "~/features/keys/keys.server";
import { beginJoining } from "~/features/keys/join.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aChain } from "../../support/anvil";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

const aKey = () => privateKeyToAccount(generatePrivateKey());
const invalid = { ok: false, reason: "invalid" };

async function signed(
  key = aKey(),
  { chain = 1, memberId = null as number | null, change = (text: string) => text } = {},
) {
  const message = change(await writeWalletMessage({ address: key.address, chain }, memberId));
  return { message, signature: await key.signMessage({ message }) };
}

test("a key of its own signs in on any chain, known to the registry or not, and asks no node", async () => {
  const key = aKey();
  const account = { address: key.address.toLowerCase(), chainId: 0 };
  expect(await checkWallet(await signed(key))).toEqual({ ok: true, account });
  expect(await checkWallet(await signed(key, { chain: 424_242 }))).toEqual({ ok: true, account });
  const { message } = await signed(key);
  expect(message).toContain(
    `${new URL(env().publicOrigin).host} wants you to sign in with your Ethereum account:\n${key.address}`,
  );
  expect(message).toContain(`URI: ${env().publicOrigin}`);
});

test("a message counts once, also when it arrives several times at once", async () => {
  const answer = await signed();
  const checked = await Promise.all(Array.from({ length: 6 }, () => checkWallet(answer)));
  expect(checked.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await checkWallet(answer)).toEqual(invalid);
});

test.each([
  ["another domain", (text: string) => text.replace(/^\S+/, "evil.example")],
  ["another address of the site", (text: string) => text.replace(/URI: .*/, "URI: https://evil.example")],
  ["another chain", (text: string) => text.replace(/Chain ID: .*/, "Chain ID: 10")],
  ["no end", (text: string) => text.replace(/\nExpiration Time: .*/, "")],
  [
    "an end that has passed",
    (text: string) => text.replace(/Expiration Time: .*/, "Expiration Time: 2024-01-01T00:00:00.000Z"),
  ],
  ["a nonce of nobody", (text: string) => text.replace(/Nonce: .*/, `Nonce: ${"a".repeat(64)}`)],
  ["another account", (text: string) => text.replace(/0x[0-9a-fA-F]{40}/, aKey().address)],
  ["no message at all", () => "Please sign this."],
])("a message with %s is refused, though it is signed", async (_, change) => {
  expect(await checkWallet(await signed(aKey(), { change }))).toEqual(invalid);
});

test("a message that is too old is refused", async () => {
  const answer = await signed();
  await db.ceremony.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(await checkWallet(answer)).toEqual(invalid);
});

test("a message to link is one member's, and a message to sign in links nothing", async () => {
  const [member, other] = [await aMember(), await aMember()];
  expect(await checkWallet(await signed(aKey(), { memberId: member.id }), other.id)).toEqual(invalid);
  expect(await checkWallet(await signed(aKey(), { memberId: member.id }))).toEqual(invalid);
  expect(await checkWallet(await signed(), member.id)).toEqual(invalid);
  expect(await checkWallet(await signed(aKey(), { memberId: member.id }), member.id)).toMatchObject({ ok: true });
});

test("a wallet is one member's; nobody's joins under a handle of choice, with recovery codes", async () => {
  const [member, other] = [await aMember(), await aMember()];
  const account = { address: aKey().address.toLowerCase(), chainId: 0 };
  const token = await beginJoining({ kind: "wallet", ...account }, "/");
  const linked = await Promise.all([linkWallet(member.id, account), linkWallet(other.id, account)]);
  expect(linked.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await findWalletOwner(account)).toBe(linked[0]!.ok ? member.id : other.id);
  expect(await findWalletOwner({ ...account, chainId: 1 })).toBeNull();
  expect(await join(token, "too-late")).toEqual({ ok: false, reason: "key-taken" });
  const fresh = await beginJoining({ kind: "wallet", address: aKey().address.toLowerCase(), chainId: 0 }, "/");
  expect(await join(fresh, "by-wallet")).toMatchObject({ ok: true });
});

describe("a contract wallet", () => {
  test("signs on its chain through the chain's configured node, deployed (ERC-1271) or not yet (ERC-6492)", async () => {
    const owner = aKey();
    const base = await aChain({ options: ["--chain-id", "8453"] });
    const message = async (address: `0x${string}`) => writeWalletMessage({ address, chain: 8453 });

    env().rpc["base"] = [];
    const { wallet, factory, predicted } = await deploy(base, owner.address);
    const first = await message(wallet);
    const signature = await owner.signMessage({ message: first });
    expect(await checkWallet({ message: first, signature })).toEqual({ ok: false, reason: "no-node", chainId: 8453 });

    env().rpc["base"] = [base.node.url];
    const second = await message(wallet);
    const account = { address: wallet.toLowerCase(), chainId: 8453 };
    expect(await checkWallet({ message: second, signature: await owner.signMessage({ message: second }) })).toEqual({
      ok: true,
      account,
    });
    const third = await message(wallet);
    expect(await checkWallet({ message: third, signature: await aKey().signMessage({ message: third }) })).toEqual(
      invalid,
    );

    const fourth = await message(predicted);
    expect(await checkWallet({ message: fourth, signature: await sign(owner, fourth, factory) })).toEqual({
      ok: true,
      account: { address: predicted.toLowerCase(), chainId: 8453 },
    });

    // A node of another chain says nothing about this one.
    const elsewhere = await aChain();
    env().rpc["base"] = [elsewhere.node.url];
    const fifth = await message(wallet);
    expect(await checkWallet({ message: fifth, signature: await owner.signMessage({ message: fifth }) })).toEqual({
      ok: false,
      reason: "silent",
      chainId: 8453,
    });
  });
});
