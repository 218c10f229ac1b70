/** What is measured. The ids are part of addresses and of what posts say; they don't change. */
export const metrics = {
  tps: {
    name: "TPS",
    says: "User transactions per second. System transactions are left out.",
  },
  uops: {
    name: "UOPS",
    says: "User operations per second, where one transaction may carry several: bundled wallets, multisends, multicalls. Never mixed with TPS.",
  },
  "tx-per-day": { name: "Transactions a day", says: "How many user transactions a chain took in one day, in UTC." },
  mgas: { name: "Gas used", says: "Million gas per second that transactions used: work done, whatever its kind." },
  "base-fee": { name: "Base fee", says: "What one gas costs before any tip, from the block's header." },
  "median-fee": {
    name: "Median fee",
    says: "What the transaction in the middle paid in all, half paid more and half paid less.",
  },
  "blob-base-fee": {
    name: "Blob base fee",
    says: "What one blob gas costs; a blob is 131,072 of them. Ethereum only.",
  },
  blobs: { name: "Blobs", says: "Blobs in a block of Ethereum, where rollups put their data." },
  tvs: {
    name: "Value secured",
    says: "Dollars of assets bridged to or minted on a chain, as L2BEAT counts them. Never mixed with TVL.",
  },
  tvl: {
    name: "Value locked",
    says: "Dollars deposited in applications on a chain, as DefiLlama counts them. Never mixed with TVS.",
  },
  "active-addresses": {
    name: "Active addresses",
    says: "Distinct addresses that sent a transaction on a day. One person may have many.",
  },
  share: {
    name: "Share of L2 activity",
    says: "A chain's part of all user operations on L2s, both from one provider on one day.",
  },
  "scaling-factor": {
    name: "Scaling factor",
    says: "All activity, L2s and Ethereum together, as a multiple of Ethereum's own.",
  },
  "block-time": { name: "Block time", says: "Seconds from one block to the next." },
  "safe-lag": { name: "Delay to safe", says: "How far the safe block is behind the newest one." },
  "finalized-lag": { name: "Delay to finality", says: "How far the finalized block is behind the newest one." },
  "chain-count": { name: "Chains", says: "How many chains of a group are in the registry." },
} as const satisfies Record<string, { name: string; says: string }>;

export type MetricId = keyof typeof metrics;
/** A metric's name inside a sentence: "base fee", "TPS". */
export const metricInSentence = (id: MetricId): string => {
  const { name } = metrics[id];
  return /^[A-Z]{2}/.test(name) ? name : name[0]!.toLowerCase() + name.slice(1);
};

export const metricIds = Object.keys(metrics) as MetricId[];
export const isMetricId = (word: string): word is MetricId => Object.hasOwn(metrics, word);

export type Unit =
  "tx/s" | "uop/s" | "tx" | "Mgas/s" | "wei" | "blobs" | "USD" | "addresses" | "ratio" | "times" | "s" | "chains";
