import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { linkWallet, listWallets, readWalletNames } from "~/features/keys/keys.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aChain } from "../../support/anvil";
import { useDatabase } from "../../support/database";
import { ensOn } from "../../support/ens";
import { aMember } from "../../support/factories";

useDatabase();

const anAddress = () => privateKeyToAccount(generatePrivateKey()).address;

async function linked(memberId: number, address = anAddress(), chainId = 0) {
  await linkWallet(memberId, { address: address.toLowerCase(), chainId });
  return address;
}

const namesOf = async (memberId: number) => (await listWallets(memberId)).map(({ ensName }) => ensName);
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

/** ENS on a chain that is Ethereum to this site. */
async function ethereum() {
  const chain = await aChain({ options: ["--chain-id", "1"] });
  env().rpc["ethereum"] = [chain.node.url];
  return ensOn(chain);
}

test("a wallet has the name that leads back to it, read after linking and again after 30 days", async () => {
  const ens = await ethereum();
  const member = await aMember();
  const address = await linked(member.id);
  await ens.claim(address, "rollup.eth");
  await ens.point("rollup.eth", address);
  const waiting = await db.$queryRaw`select 1 from graphile_worker.jobs where task_identifier = 'read-wallet-names'`;
  expect(waiting).toHaveLength(1);
  await readWalletNames();
  expect(await namesOf(member.id)).toEqual(["rollup.eth"]);

  // Sold: it leads to somebody else now.
  await ens.point("rollup.eth", anAddress());
  await readWalletNames();
  expect(await namesOf(member.id)).toEqual(["rollup.eth"]);
  await db.wallet.updateMany({ data: { ensCheckedAt: daysAgo(31) } });
  await readWalletNames();
  expect(await namesOf(member.id)).toEqual([null]);
});

test("no name is shown that is another's, is not normalised, leads nowhere, or belongs to another chain's contract", async () => {
  const ens = await ethereum();
  const member = await aMember();
  const names = ["vitalik.eth", "Rollup.eth", "r\u043Ellup.eth", "nowhere.eth", "\u202Eeth.pullor"];
  const addresses = await Promise.all(names.map(() => linked(member.id)));
  for (const [at, address] of addresses.entries()) await ens.claim(address, names[at]!);
  await ens.point("vitalik.eth", anAddress());
  for (const at of [1, 2, 4]) await ens.point(names[at]!, addresses[at]);
  const onBase = await linked(member.id, anAddress(), 8453);
  await ens.claim(onBase, "safe.eth");
  await ens.point("safe.eth", onBase);
  await readWalletNames();
  expect(await namesOf(member.id)).toEqual([null, null, null, null, null, null]);
  const unread = await db.wallet.findMany({ where: { ensCheckedAt: null }, select: { chainId: true } });
  expect(unread).toEqual([{ chainId: 8453 }]);
});

test("without a node, and with a silent one, names stay as they are, for 40 days", async () => {
  const member = await aMember();
  await linked(member.id);
  for (const nodes of [[], ["http://127.0.0.1:9"]]) {
    env().rpc["ethereum"] = nodes;
    await db.wallet.updateMany({ data: { ensName: "rollup.eth", ensCheckedAt: daysAgo(35) } });
    await readWalletNames();
    expect(await namesOf(member.id)).toEqual(["rollup.eth"]);
    await db.wallet.updateMany({ data: { ensCheckedAt: daysAgo(41) } });
    await readWalletNames();
    expect(await namesOf(member.id)).toEqual([null]);
  }
});
