/** A block as far as we measure it. Quantities are exact; times are whole seconds as headers tell them. */
export type Block = {
  number: number;
  hash: string;
  parentHash: string;
  /** Unix seconds. */
  time: number;
  userTxs: number;
  gasUsed: bigint;
  gasLimit: bigint;
  /** Wei; null before EIP-1559. */
  baseFee: bigint | null;
  blobGasUsed: bigint | null;
  excessBlobGas: bigint | null;
};

/** Target and maximum of blobs in a block, and how fast the fee moves. */
export type BlobSchedule = { target: number; max: number; updateFraction: number };
