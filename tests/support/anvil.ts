/** A real Ethereum node of our own: anvil, from npm or the PATH, on a free port. */
import { createTestClient, createWalletClient, http, publicActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterAll } from "vitest";
import { type Anvil, startAnvil } from "~/platform/anvil.server";

const running: Anvil[] = [];
const account = mnemonicToAccount("test test test test test test test test test test test junk");

export type TestChain = Awaited<ReturnType<typeof aChain>>;

/** Starts a node for this file; it ends with the file. */
export async function anvil(options: string[] = [], port?: number): Promise<Anvil> {
  const node = await startAnvil({ options, port });
  running.push(node);
  return node;
}

/** A chain whose blocks are mined when we say so, twelve seconds apart, the first of them `age` seconds ago. */
export async function aChain({
  age = 600,
  options = [],
  port,
}: { age?: number; options?: string[]; port?: number } = {}) {
  const began = Math.floor(Date.now() / 1_000) - age;
  const node = await anvil(["--timestamp", String(began), "--no-mining", "--slots-in-an-epoch", "2", ...options], port);
  const client = createTestClient({ chain: foundry, mode: "anvil", transport: http(node.url) }).extend(publicActions);
  const wallet = createWalletClient({ account, chain: foundry, transport: http(node.url) });
  await client.setBlockTimestampInterval({ interval: 12 });
  return {
    node,
    client,
    /** Mines a block for each number, with so many transfers in it. */
    async mine(counts: number[]) {
      for (const count of counts) {
        const first = await client.getTransactionCount({ address: account.address });
        for (let sent = 0; sent < count; sent++)
          await wallet.sendTransaction({
            to: account.address,
            value: 1n,
            nonce: first + sent,
            gas: 21_000n,
            chain: null,
          });
        await client.mine({ blocks: 1 });
      }
    },
    /** A block as the chain tells it. */
    block: (number: bigint) => client.getBlock({ blockNumber: number }),
    head: () => client.getBlock(),
    /** User transactions per second at a block, counted by walking back a minute. */
    async tpsAt(number: bigint) {
      const last = await client.getBlock({ blockNumber: number });
      let first = last;
      let counted = 0;
      let gas = 0n;
      while (first.timestamp > last.timestamp - 60n) {
        counted += first.transactions.length;
        gas += first.gasUsed;
        first = await client.getBlock({ blockNumber: first.number - 1n });
      }
      const seconds = Number(last.timestamp - first.timestamp);
      return { tps: counted / seconds, mgas: Number(gas) / seconds / 1e6 };
    },
  };
}

afterAll(async () => {
  for (const node of running.splice(0)) await node.stop();
});
