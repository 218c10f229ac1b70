import { randomInt } from "node:crypto";
import type { EvmNode } from "~/features/chains/chains";
import { type Block, estimateRate, type Observation } from "~/features/metrics/metrics";
import { fetchBlocks } from "./evm-blocks.server";
import { feesOf, windowSeconds } from "./evm-observations";
import type { Node } from "./json-rpc.server";

/** Blocks of a window that are counted. */
const sampleSize = 20;

type Sampled = {
  observations: Observation[];
  /** Mean seconds between two blocks; undefined if they have one time. */
  blockTime: number | undefined;
};

/**
 * Counts random blocks of the last minute, for chains with too many blocks to count all of them. `usualBlockTime` in
 * seconds, from the visit before.
 */
export async function measureSample(
  subject: string,
  rules: EvmNode,
  node: Node,
  head: Block,
  usualBlockTime = 0.25,
): Promise<Sampled> {
  const span = Math.min(head.number, Math.ceil((windowSeconds * 1.1) / usualBlockTime));
  const first = head.number - span;
  const heights = new Set<number>();
  while (heights.size < Math.min(sampleSize, span)) heights.add(first + 1 + randomInt(span));
  const [from, ...sample] = await fetchBlocks(node, rules, [first, ...heights]);
  const seconds = head.time - from!.time;
  const estimate = estimateRate(
    sample.map((block) => block.userTxs),
    span,
    seconds,
  );
  const measuredTime = span > 0 && seconds > 0 ? seconds / span : undefined;
  const common = {
    subject,
    at: new Date(head.time * 1_000),
    quality: "estimated" as const,
    blockFrom: first + 1,
    blockTo: head.number,
    blockHash: head.hash,
  };
  // Too short a window says too little; the next visit knows how long blocks take.
  const isEnough = estimate !== null && seconds >= windowSeconds;
  return {
    observations: [
      ...(isEnough
        ? [
            {
              ...common,
              definition: "tps.live@1" as const,
              value: estimate.value,
              sample: sample.length,
              error: estimate.error,
            },
            { ...common, definition: "block-time.live@1" as const, value: (seconds / span).toFixed(9) },
          ]
        : []),
      ...feesOf(subject, head, "estimated", null).slice(0, 1),
    ],
    blockTime: measuredTime,
  };
}
