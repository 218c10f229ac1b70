/** Reads blocks from an EVM node and checks each answer. */
import { FetchFault } from "~/platform/operator-fetch.server";
import type { Block } from "~/features/metrics/metrics";
import type { EvmNode } from "~/features/chains/chains";
import { parseBlock, parseQuantity } from "./evm-block";
import type { Node, Reply } from "./json-rpc.server";
import { inItsWords, isNotYet } from "./rpc-error";

/** A newest block may be this far ahead of our clock, in seconds. */
const ahead = 60;

/** A block near the head that this backend of the node does not have yet; no fault of anybody's. */
export class NotYet extends Error {
  override name = "NotYet";
  constructor(readonly number: number) {
    super(`does not have block ${number} yet, although it said so`);
  }
}

/** The newest block of a node that is on the right chain; anything else is a fault. */
export async function fetchHead(node: Node, rules: EvmNode, now: Date): Promise<Block> {
  const [id, latest] = await node.askAll([
    { method: "eth_chainId", params: [] },
    { method: "eth_getBlockByNumber", params: ["latest", rules.userTxs === "types"] },
  ]);
  const chainId = id?.ok ? parseQuantity(id.result) : null;
  if (chainId === null) throw new FetchFault(`does not say which chain it is on${toldBy(id)}`);
  if (rules.chainId !== null && chainId !== rules.chainId)
    throw new FetchFault(`is on chain ${chainId} instead of ${rules.chainId}`);
  const block = latest?.ok ? parseBlock(latest.result, rules) : null;
  if (!block) throw new FetchFault(`answered with something that is no block${toldBy(latest)}`);
  if (block.time > now.getTime() / 1_000 + ahead) throw new FetchFault("has a newest block from the future");
  return block;
}

/** Blocks by number, each checked to be the one that was asked for. `NotYet` when the node says that it has no such block. */
export async function fetchBlocks(node: Node, rules: EvmNode, numbers: number[]): Promise<Block[]> {
  const params = (number: number) => [`0x${number.toString(16)}`, rules.userTxs === "types"];
  const replies = await node.askAll(
    numbers.map((number) => ({ method: "eth_getBlockByNumber", params: params(number) })),
  );
  const missing = numbers.filter((_, index) => isMissing(replies[index]));
  if (missing.length > 0) throw new NotYet(Math.min(...missing));
  return replies.map((reply, index) => {
    const block = reply.ok ? parseBlock(reply.result, rules) : null;
    if (!block)
      throw new FetchFault(`answered block ${numbers[index]} with something that is no block${toldBy(reply)}`);
    if (block.number !== numbers[index]) throw new FetchFault("answered with another block than was asked for");
    return block;
  });
}

const isMissing = (reply: Reply | undefined) =>
  reply !== undefined && (reply.ok ? (reply.result ?? null) === null : isNotYet(reply.error));

/** The node's own words, where it sent some. */
const toldBy = (reply: Reply | undefined) => (reply && !reply.ok ? `: ${inItsWords(reply.error)}` : "");
