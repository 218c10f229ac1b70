/** Starknet: the last blocks that the chain has accepted. */
import { z } from "zod";
import { FetchFault } from "~/platform/operator-fetch.server";
import type { Block } from "~/features/metrics/metrics";
import { blockTime, tps, windowOf } from "~/features/metrics/metrics";
import type { MeasuredChain, OtherNode } from "~/features/chains/chains";
import type { Observation } from "~/features/metrics/metrics";
import { firstThatAnswers } from "./first-node.server";
import { isLinked } from "./follow-chain";
import type { Node } from "./json-rpc.server";
import type { MetricProvider } from "./provider";
import { inItsWords, isNotYet } from "./rpc-error";
import { rpcProvider } from "./rpc-provider";

const felt = z.string().regex(/^0x[0-9a-f]{1,64}$/i);
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Accepted = z.object({
  status: z.enum(["ACCEPTED_ON_L2", "ACCEPTED_ON_L1"]),
  block_number: whole,
  block_hash: felt,
  parent_hash: felt,
  timestamp: whole,
  transactions: z.array(z.unknown()).max(200_000),
});
/** Some nodes say numbers as integers, some as hex. */
const Height = z.union([
  whole,
  z
    .string()
    .regex(/^0x[0-9a-f]{1,13}$/i)
    .transform(Number),
]);

/** An accepted block of Starknet as we measure blocks; its gas is not the EVM's and left at 0. */
export function parseStarknetBlock(answer: unknown): Block {
  const block = Accepted.parse(answer);
  return {
    number: block.block_number,
    hash: block.block_hash,
    parentHash: block.parent_hash,
    time: block.timestamp,
    userTxs: block.transactions.length,
    gasUsed: 0n,
    gasLimit: 0n,
    baseFee: null,
    blobGasUsed: null,
    excessBlobGas: null,
  };
}

/** TPS and block time at the newest of these blocks; nothing when they don't cover a minute. */
export function measureStarknet(subject: string, blocks: Block[]): Observation[] {
  const window = windowOf(blocks, 60);
  if (!window) return [];
  const common = {
    subject,
    at: new Date(window.to.time * 1_000),
    quality: "provisional" as const,
    blockFrom: window.from.number + 1,
    blockTo: window.to.number,
    blockHash: window.to.hash,
  };
  return [
    { ...common, definition: "tps.live@1", value: tps(window) },
    { ...common, definition: "block-time.live@1", value: blockTime(window) },
  ];
}

export function starknetProvider(chain: MeasuredChain, node: OtherNode): MetricProvider {
  return rpcProvider(chain, node, {
    remembersBlocks: false,
    visit: (context) =>
      firstThatAnswers(node.urls, context, async (asked) => {
        const blocks = await readBlocks(asked, context.now);
        const observations = measureStarknet(chain.slug, blocks);
        if (observations.length === 0)
          throw new FetchFault(
            `measured nothing: its last ${blocks.length} blocks cover ${blocks.at(-1)!.time - blocks[0]!.time} s, a minute is needed`,
          );
        return { observations };
      }),
  });
}

/** The most blocks that are asked for in a visit: a minute of blocks of a quarter of a second. */
const mostBlocks = 240;

/** As many of the newest blocks as a minute needs. */
async function readBlocks(node: Node, now: Date): Promise<Block[]> {
  const height = Height.parse(await node.ask("starknet_blockNumber"));
  const blocks: Block[] = [];
  let asked = 0;
  while (asked < mostBlocks && height - asked >= 0) {
    const numbers = Array.from({ length: 10 }, (_, index) => height - asked - index).filter((number) => number >= 0);
    asked += numbers.length;
    const replies = await node.askAll(
      numbers.map((block_number) => ({
        method: "starknet_getBlockWithTxHashes",
        params: { block_id: { block_number } },
      })),
    );
    for (const reply of replies) {
      // A backend behind the same address may not have the tip yet.
      if (!reply.ok && isNotYet(reply.error) && blocks.length === 0) continue;
      if (!reply.ok) throw new FetchFault(`refused a block: ${inItsWords(reply.error)}`);
      // The tip may still be in the making.
      if ((reply.result as { status?: unknown } | null)?.status === "PRE_CONFIRMED") continue;
      blocks.unshift(parseStarknetBlock(reply.result));
    }
    const first = blocks[0];
    const last = blocks.at(-1);
    if (first && last && first.time <= last.time - 60) break;
  }
  if (!isLinked(blocks)) throw new FetchFault("sent blocks that don't follow each other");
  const head = blocks.at(-1);
  if (!head) throw new FetchFault(`has none of its newest ${asked} blocks accepted yet`);
  if (head.time > now.getTime() / 1_000 + 60) throw new FetchFault("has a newest block from the future");
  return blocks;
}
