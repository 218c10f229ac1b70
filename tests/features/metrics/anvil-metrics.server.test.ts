/** A real chain, measured: what the pages show is compared with what the chain itself says. */
import { createTestClient, createWalletClient, http, parseEther, publicActions, stringToHex } from "viem";
import { foundry } from "viem/chains";
import { mnemonicToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { evmProvider } from "~/features/metrics/providers/evm.server";
import { devnet, type EvmNode } from "~/features/metrics/networks";
import { registerProviders } from "~/features/metrics/register-providers.server";
import { runTick } from "~/features/metrics/run-tick.server";
import { db } from "~/platform/db.server";
import { anvil } from "../../support/anvil";
import { useDatabase } from "../../support/database";

useDatabase();

const rules = devnet.rpc as EvmNode;
const account = mnemonicToAccount("test test test test test test test test test test test junk");

test("one tick of one real chain brings its TPS, counted by hand from its blocks", async () => {
  const node = await anvil(["--timestamp", String(Math.floor(Date.now() / 1_000) - 600)]);
  const chain = createTestClient({ chain: foundry, mode: "anvil", transport: http(node.url) }).extend(publicActions);
  const wallet = createWalletClient({ account, chain: foundry, transport: http(node.url) });
  await chain.setBlockTimestampInterval({ interval: 12 });
  await chain.setAutomine(false);
  let nonce = 0;
  for (const count of [3, 0, 5, 1, 2, 7, 4]) {
    for (let sent = 0; sent < count; sent++) {
      await wallet.sendTransaction({ to: account.address, value: parseEther("0.001"), nonce: nonce++, gas: 21_000n });
    }
    await chain.mine({ blocks: 1 });
  }
  const provider = evmProvider(devnet, { ...rules, urls: [node.url] });
  await registerProviders([provider]);
  expect(await runTick([provider], "test")).toBe(1);

  const state = await db.providerState.findUniqueOrThrow({ where: { providerKey: provider.key } });
  expect(state.lastError).toBeNull();
  const series = await db.series.findFirstOrThrow({ where: { subject: "devnet", definitionId: "tps.live@1" } });
  const head = await chain.getBlock();
  let first = head;
  let counted = 0;
  while (first.timestamp > head.timestamp - 60n) {
    counted += first.transactions.length;
    first = await chain.getBlock({ blockNumber: first.number! - 1n });
  }
  expect(Number(series.lastValue)).toBeCloseTo(counted / Number(head.timestamp - first.timestamp), 6);
  expect(stringToHex("x")).toBe("0x78");
});
