/** The formulas of the live definitions, as functions of blocks. Each returns a decimal string in the definition's unit, or null for "not enough blocks". */
import type { Block } from "./block";
import { divide } from "./decimal";

export const gasPerBlob = 131_072n;

type Window = { from: Block; to: Block; counted: Block[] };

/** The last blocks of at least `seconds`: `from` is the newest block that is old enough and is not counted itself; null when no block is. */
export function windowOf(blocks: Block[], seconds: number): Window | null {
  const to = blocks.at(-1);
  if (!to) return null;
  const start = blocks.findLastIndex((block) => block.time <= to.time - seconds);
  const from = blocks[start];
  if (!from || from.number >= to.number || to.time <= from.time) return null;
  return { from, to, counted: blocks.slice(start + 1) };
}

const secondsOf = ({ from, to }: Window) => BigInt(to.time - from.time);

/** User transactions per second (`tps.live@1`). */
export const tps = (window: Window) =>
  divide(
    window.counted.reduce((sum, block) => sum + BigInt(block.userTxs), 0n),
    secondsOf(window),
  );

/** Million gas per second (`mgas.live@1`). */
export const mgas = (window: Window) =>
  divide(
    window.counted.reduce((sum, block) => sum + block.gasUsed, 0n),
    secondsOf(window) * 1_000_000n,
  );

/** Seconds per block (`block-time.live@1`). */
export const blockTime = (window: Window) => divide(secondsOf(window), BigInt(window.to.number - window.from.number));

/** Blobs of a block (`blobs.block@1`); null where headers have none. */
export const blobs = (block: Block) => (block.blobGasUsed === null ? null : divide(block.blobGasUsed, gasPerBlob));

/** Wei per blob gas (`blob-base-fee.block@1`), by EIP-4844's integer series. */
export const blobBaseFee = (excessBlobGas: bigint, updateFraction: number) =>
  fakeExponential(1n, excessBlobGas, BigInt(updateFraction)).toString();

/** EIP-4844: factor × e^(numerator ÷ denominator) by a Taylor series in whole numbers. */
export function fakeExponential(factor: bigint, numerator: bigint, denominator: bigint): bigint {
  let sum = 0n;
  let term = factor * denominator;
  for (let step = 1n; term > 0n; step++) {
    sum += term;
    term = (term * numerator) / (denominator * step);
  }
  return sum / denominator;
}

/** The middle value, or the mean of the two in the middle, rounded down; null of nothing. */
export function median(values: bigint[]): bigint | null {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2n;
}

type Estimate = { value: string; error: string };

/**
 * A rate from a sample of a window's blocks: the mean per block times the number of blocks, over the window's seconds;
 * with the standard error of the mean, corrected for a finite window.
 */
export function estimateRate(sample: number[], blocksInWindow: number, seconds: number): Estimate | null {
  const n = sample.length;
  if (n < 2 || seconds <= 0 || blocksInWindow < n) return null;
  const mean = sample.reduce((sum, value) => sum + value, 0) / n;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const correction = Math.sqrt((blocksInWindow - n) / Math.max(1, blocksInWindow - 1));
  const perSecond = blocksInWindow / seconds;
  return {
    value: (mean * perSecond).toFixed(9),
    error: (Math.sqrt(variance / n) * correction * perSecond).toFixed(9),
  };
}
