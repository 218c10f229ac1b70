import type { MeasuredNetwork } from "./networks";

/** What a chain's fees are paid in; `decimals` says how many of the smallest unit are one token, as a power of ten. */
export type GasToken = { symbol: string; decimals: number };

/** The gas token of a measured chain; null for a group, and for a chain whose gas is not the EVM's. */
export const gasTokenOf = (network: MeasuredNetwork | null | undefined): GasToken | null =>
  network?.rpc?.kind === "evm" ? { symbol: network.rpc.gasToken, decimals: 18 } : null;
