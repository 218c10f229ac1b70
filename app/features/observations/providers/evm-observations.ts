/** Observations from the headers of an EVM chain's blocks. */
import type { EvmNode } from "~/features/chains/chains";
import { blobBaseFee, type BlobSchedule, blobs, type Block, blockTime, mgas } from "~/features/metrics/metrics";
import { type Observation, type Quality, tps, windowOf } from "~/features/metrics/metrics";

/** Rates are means over this many seconds. */
export const windowSeconds = 60;

/** Rates over the window that ends with this block; none while the window is not full. */
export function ratesAt(
  subject: string,
  rules: EvmNode,
  chain: Block[],
  block: Block,
  quality: Quality,
): Observation[] {
  const window = windowOf(chain.slice(0, chain.indexOf(block) + 1), windowSeconds);
  if (!window) return [];
  const common = {
    subject,
    at: new Date(block.time * 1_000),
    quality,
    blockFrom: window.from.number + 1,
    blockTo: block.number,
    blockHash: block.hash,
  };
  return [
    { ...common, definition: "tps.live@1", value: tps(window) },
    { ...common, definition: "block-time.live@1", value: blockTime(window) },
    ...(rules.hasEvmGas === false ? [] : [{ ...common, definition: "mgas.live@1" as const, value: mgas(window) }]),
  ];
}

/** Base fee, blobs and blob base fee of one block; the last two only where the chain has a blob schedule. */
export function feesOf(subject: string, block: Block, quality: Quality, schedule: BlobSchedule | null): Observation[] {
  const common = {
    subject,
    at: new Date(block.time * 1_000),
    quality,
    blockFrom: block.number,
    blockTo: block.number,
    blockHash: block.hash,
  };
  const found: Observation[] = [];
  if (block.baseFee !== null)
    found.push({ ...common, definition: "base-fee.block@1", value: block.baseFee.toString() });
  if (!schedule) return found;
  const count = blobs(block);
  if (count !== null) found.push({ ...common, definition: "blobs.block@1", value: count });
  if (block.excessBlobGas !== null)
    found.push({
      ...common,
      definition: "blob-base-fee.block@1",
      value: blobBaseFee(block.excessBlobGas, schedule.updateFraction),
    });
  return found;
}

/** The blocks with these tags; null where the node has none. */
export type Tags = { safe: Block | null; finalized: Block | null };

/** How many seconds the safe and the finalized block are behind the head. */
export function lags(subject: string, head: Block, { safe, finalized }: Tags): Observation[] {
  const found: Observation[] = [];
  for (const [definition, block] of [
    ["safe-lag.live@1", safe],
    ["finalized-lag.live@1", finalized],
  ] as const) {
    // Genesis stands in where nothing is final yet.
    if (!block || block.number === 0 || block.time > head.time) continue;
    found.push({
      subject,
      definition,
      at: new Date(head.time * 1_000),
      value: String(head.time - block.time),
      quality: "final",
      blockFrom: block.number,
      blockTo: head.number,
      blockHash: head.hash,
    });
  }
  return found;
}
