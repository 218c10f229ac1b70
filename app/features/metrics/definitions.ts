/**
 * What each number means: formula, unit, interval, caveats, where the definition comes from. A definition that changes its
 * meaning gets another version; the old text stays in the database beside the observations made by it.
 */
import type { MetricId, Unit } from "./metric";
import type { Need } from "./needs";

export type Definition = {
  metric: MetricId;
  key: string;
  version: number;
  name: string;
  unit: Unit;
  /** Of wei: what one gas costs, and not what a transaction paid. */
  isPrice?: boolean;
  /** Seconds that one observation speaks of; 0 for a moment. */
  interval: number;
  /** Seconds from one observation to the next while all goes well; what is older than `staleAfter` has missed at least one. */
  every: number;
  /** A day's or hour's observation is dated by its beginning, all others by their end. */
  datedBy: "beginning" | "end";
  window: string;
  /** What one value is, after "each value is": a mean, a total, a moment. */
  value: string;
  formula: string;
  caveats: string;
  source: string;
  /** What a chain must have for it, in the order in which what is missing is said. */
  needs: readonly Need[];
  /** The groups of chains that it is published for, by slug; left out where it is of single chains alone. */
  groups?: readonly string[] | "all";
  /** Which of a metric's definitions a reader gets who asked for none; the lowest first. */
  rank: number;
  /** The version that is measured instead today. */
  supersededBy?: string;
  /** Older than this many seconds it is stale, then down. */
  staleAfter: number;
  downAfter: number;
  /** Above this a value is not believed. */
  ceiling: string;
  /** So many times away from the median of the last days it is held back until a second run agrees; null: never. */
  jump: number | null;
};

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** The slowest chain is asked every half minute. */
const live = {
  datedBy: "end",
  every: 30,
  rank: 1,
  staleAfter: minute,
  downAfter: 10 * minute,
  jump: null,
} as const;
/** Asked once a minute, whatever the chain's pace. */
const onceAMinute = { ...live, every: minute, staleAfter: 3 * minute, downAfter: 15 * minute } as const;
const daily = {
  interval: day,
  every: day,
  datedBy: "beginning",
  rank: 2,
  staleAfter: 30 * hour,
  downAfter: 4 * day,
  jump: 5,
} as const;
const node = "Block headers of the chain's own nodes, by JSON-RPC.";
const l2beat = "l2beat.com, the site's own data interface.";
const growthepie = "Source: growthepie, https://www.growthepie.com. Static files, licence CC BY 4.0.";
/** What “All L2s” is, for activity and value alike: L2BEAT's interface counts the same projects in both. */
const universe =
  "The universe is every scaling project that L2BEAT lists, those it calls “Other” included and those in their first review left out.";
const registry = "This site's registry.";
const archive =
  "The archive: values that others recorded in public repositories, each day with its origin and licence.";

const table = {
  "tps.live@1": {
    ...live,
    metric: "tps",
    key: "live",
    version: 1,
    name: "TPS, live",
    unit: "tx/s",
    needs: ["counted transactions", "node"],
    interval: 60,
    window: "the last 60 s of blocks",
    value: "the mean of 60 s of blocks",
    formula:
      "Σ user transactions of blocks a+1 … b ÷ (time of b − time of a), where a is the newest block at least 60 s older than b",
    caveats:
      "Needs two blocks. System transactions are left out: the first of each block on OP Stack and Nitro, type 0xfe on ZKsync Era. On chains with several blocks a second random blocks of the window are counted, and the value says how many.",
    source: node,
    ceiling: "1000000",
  },
  "tps.non-vote@1": {
    ...live,
    metric: "tps",
    key: "non-vote",
    version: 1,
    name: "TPS without votes",
    unit: "tx/s",
    needs: ["votes"],
    interval: 60,
    every: minute,
    staleAfter: 3 * minute,
    downAfter: 15 * minute,
    window: "one sample of 60 s",
    value: "the mean of one sample of 60 s",
    formula: "numNonVoteTransactions ÷ samplePeriodSecs",
    caveats:
      "Validators' votes are three of four transactions on Solana and no user sent them. Failed transactions are counted.",
    source: "getRecentPerformanceSamples of a Solana node, by JSON-RPC.",
    ceiling: "1000000",
  },
  "tps.daily@1": {
    ...daily,
    metric: "tps",
    key: "daily",
    version: 1,
    name: "TPS, daily mean",
    unit: "tx/s",
    needs: ["L2BEAT's activity"],
    groups: ["l2"],
    window: "one day, UTC",
    value: "the mean of a day, UTC",
    formula: "transactions of the day ÷ 86,400",
    caveats: `Counts each block without its system transaction. A day appears when it is over and counted. Of “All L2s”: ${universe}`,
    source: l2beat,
    ceiling: "1000000",
  },
  "uops.daily@1": {
    ...daily,
    metric: "uops",
    key: "daily",
    version: 1,
    name: "UOPS, daily mean",
    unit: "uop/s",
    needs: ["L2BEAT's activity"],
    groups: ["l2"],
    window: "one day, UTC",
    value: "the mean of a day, UTC",
    formula: "user operations of the day ÷ 86,400; where a chain's operations are not told apart, its transactions",
    caveats: "A transaction that bundles ten operations counts ten. Never below the TPS of the same day.",
    source: l2beat,
    ceiling: "1000000",
  },
  "tx-per-day.own@1": {
    ...daily,
    metric: "tx-per-day",
    key: "own",
    version: 1,
    name: "Transactions a day, counted here",
    unit: "tx",
    needs: ["node", "every block"],
    // The others have years of days; this one stands beside them, and in for them.
    rank: 4,
    // Counted from blocks that link by their hashes: better evidence than what was usual.
    jump: null,
    window: "one day, UTC",
    value: "the total of a day, UTC",
    formula: "Σ user transactions of every block of the day",
    caveats:
      "Only of days whose every block was seen and is final; another day has none. System transactions are left out: the first of each block on OP Stack. Chains with several blocks a second are sampled and not counted.",
    source: node,
    ceiling: "50000000000",
  },
  "tx-per-day.l2beat@1": {
    ...daily,
    metric: "tx-per-day",
    key: "l2beat",
    version: 1,
    name: "Transactions a day, L2BEAT",
    unit: "tx",
    needs: ["L2BEAT's activity"],
    groups: ["l2"],
    window: "one day, UTC",
    value: "the total of a day, UTC",
    formula: "Σ over the day's blocks of (transactions − system transactions)",
    caveats: "Differs from growthepie's count, which leaves out transactions without a fee.",
    source: l2beat,
    ceiling: "50000000000",
  },
  "tx-per-day.growthepie@1": {
    ...daily,
    metric: "tx-per-day",
    key: "growthepie",
    version: 1,
    name: "Transactions a day, growthepie",
    unit: "tx",
    needs: ["growthepie's txcount"],
    rank: 3,
    window: "one day, UTC",
    value: "the total of a day, UTC",
    formula: "count of transactions with gas price > 0 (Arbitrum family: gas used > 0; Starknet: all)",
    caveats: "Differs from L2BEAT's count, which takes one transaction off each block.",
    source: growthepie,
    ceiling: "50000000000",
  },
  "tx-per-day.recorded@1": {
    ...daily,
    metric: "tx-per-day",
    key: "recorded",
    version: 1,
    name: "Transactions a day, recorded",
    unit: "tx",
    needs: ["recorded days"],
    // History: whatever counts today comes before it.
    rank: 5,
    window: "one day, UTC",
    value: "the count of a day, UTC",
    formula:
      "transactions of the day as its origin counted them: Ethereum L1 all (Etherscan.io); Open Source Observer all but one system transaction a block; growthepie those with a gas price above 0 (Arbitrum: gas used above 0; Starknet: all)",
    caveats:
      "One origin for each chain and day; the provenance says which, and where one follows another. In the 35 days that two origins share their counts agree within 1.6 %.",
    source: archive,
    ceiling: "50000000000",
  },
  "mgas.live@1": {
    ...live,
    metric: "mgas",
    key: "live",
    version: 1,
    name: "Gas used, live",
    unit: "Mgas/s",
    needs: ["node", "gas of the EVM"],
    interval: 60,
    window: "the last 60 s of blocks",
    value: "the mean of 60 s of blocks",
    formula: "Σ gasUsed of blocks a+1 … b ÷ (time of b − time of a) ÷ 1,000,000",
    caveats:
      "Gas used, not the limit or the target. Not shown for ZKsync Era and Starknet, whose gas is not the EVM's. On Arbitrum it includes what is paid for data on Ethereum.",
    source: node,
    ceiling: "1000000",
  },
  "mgas.daily@1": {
    ...daily,
    metric: "mgas",
    key: "daily",
    version: 1,
    name: "Gas used, daily mean",
    unit: "Mgas/s",
    needs: ["growthepie's throughput"],
    window: "one day, UTC",
    value: "the mean of a day, UTC",
    formula: "Σ gasUsed of the day ÷ 86,400 ÷ 1,000,000; Orbit chains without the gas paid for data on Ethereum",
    caveats: "Not comparable with the live figure of Orbit chains.",
    source: growthepie,
    ceiling: "1000000",
  },
  "base-fee.block@1": {
    ...live,
    metric: "base-fee",
    key: "block",
    version: 1,
    name: "Base fee of the block",
    unit: "wei",
    isPrice: true,
    needs: ["node", "figures of EVM nodes"],
    interval: 0,
    window: "one block",
    value: "the fee of one block",
    formula: "baseFeePerGas of the header",
    caveats:
      "Every block where the chain is followed block by block, otherwise the newest at each visit. On an L2 the data on Ethereum costs extra.",
    source: node,
    ceiling: "1000000000000000000",
  },
  "median-fee.live@2": {
    ...live,
    metric: "median-fee",
    key: "live",
    version: 2,
    name: "Median fee, newest block",
    unit: "wei",
    needs: ["node", "figures of EVM nodes"],
    interval: 0,
    every: minute,
    staleAfter: 5 * minute,
    downAfter: 30 * minute,
    window: "the receipts of one block",
    value: "the median of one block",
    formula:
      "median over receipts of gasUsed × effectiveGasPrice + l1Fee + operator fee + blobGasUsed × blobGasPrice, where the sum is above 0",
    caveats:
      "In the chain's own gas token, not in dollars. One block is a small sample: the value says how many receipts. The operator fee is OP Stack's and counted where a receipt names its scalar and constant: gasUsed × scalar ÷ 1,000,000 + constant since Isthmus, gasUsed × scalar × 100 + constant since Jovian (OP Stack specification, exec engine).",
    source: "Receipts of the newest block from the chain's own nodes, once a minute.",
    ceiling: "10000000000000000000000",
  },
  "median-fee.live@1": {
    ...live,
    metric: "median-fee",
    key: "live",
    version: 1,
    name: "Median fee, newest block",
    unit: "wei",
    needs: ["node", "figures of EVM nodes"],
    interval: 0,
    every: minute,
    // Left out OP Stack's operator fee; kept for the values that were measured by it.
    rank: 9,
    supersededBy: "median-fee.live@2",
    staleAfter: 5 * minute,
    downAfter: 30 * minute,
    window: "the receipts of one block",
    value: "the median of one block",
    formula:
      "median over receipts of gasUsed × effectiveGasPrice + l1Fee + blobGasUsed × blobGasPrice, where the sum is above 0",
    caveats:
      "In the chain's own gas token, not in dollars. One block is a small sample: the value says how many receipts.",
    source: "Receipts of the newest block from the chain's own nodes, once a minute.",
    ceiling: "10000000000000000000000",
  },
  "median-fee.daily@1": {
    ...daily,
    metric: "median-fee",
    key: "daily",
    version: 1,
    name: "Median fee of the day",
    unit: "USD",
    needs: ["growthepie's txcosts"],
    window: "one day, UTC",
    value: "the median of a day, UTC",
    formula: "median of the day's transaction fees above 0, in US dollars",
    caveats: "Not comparable with the live figure, which is in the gas token.",
    source: growthepie,
    ceiling: "10000",
  },
  "blob-base-fee.block@1": {
    ...live,
    metric: "blob-base-fee",
    key: "block",
    version: 1,
    name: "Blob base fee of the block",
    unit: "wei",
    isPrice: true,
    needs: ["blobs"],
    interval: 0,
    window: "one block",
    value: "the fee of one block",
    formula: "fake_exponential(1, excessBlobGas, update fraction): the integer series of e^(excess ÷ fraction)",
    caveats:
      "The update fraction changes with forks; it is asked of the node (eth_config). Ethereum only: on OP Stack the header's blobGasUsed is something else.",
    source: node,
    ceiling: "1000000000000000000",
  },
  "blob-base-fee.median@1": {
    ...daily,
    metric: "blob-base-fee",
    key: "median",
    version: 1,
    name: "Blob base fee, median over blocks",
    unit: "wei",
    needs: ["recorded blobs"],
    isPrice: true,
    window: "one day, UTC; where recorded, one hour",
    value: "the median over the blocks of a day or an hour, UTC",
    formula:
      "median over all blocks of the day of fake_exponential(1, excessBlobGas, update fraction in force at the block)",
    caveats: "A median over blocks: not the fee of one block, and not the mean that days of the live series show.",
    source: archive,
    ceiling: "1000000000000000000",
  },
  "blobs.block@1": {
    ...live,
    metric: "blobs",
    key: "block",
    version: 1,
    name: "Blobs in the block",
    unit: "blobs",
    needs: ["blobs"],
    interval: 0,
    window: "one block",
    value: "the count of one block",
    formula: "blobGasUsed of the header ÷ 131,072",
    caveats: "Ethereum only. Hours and days show the mean over blocks.",
    source: node,
    ceiling: "1000",
  },
  "blobs.daily@1": {
    ...daily,
    metric: "blobs",
    key: "daily",
    version: 1,
    name: "Blobs per block, daily mean",
    unit: "blobs",
    needs: ["recorded blobs"],
    window: "one day, UTC; where recorded, one hour",
    value: "the mean over the blocks of a day or an hour, UTC",
    formula: "Σ blobs of the day ÷ number of its blocks",
    caveats: "Ethereum only. Blocks without blobs are counted too.",
    source: archive,
    ceiling: "1000",
  },
  "tvs.daily@1": {
    ...daily,
    metric: "tvs",
    key: "daily",
    version: 1,
    name: "Total value secured",
    unit: "USD",
    needs: ["L2BEAT's value secured"],
    groups: ["l2"],
    interval: 0,
    window: "a moment a day, 00:00 UTC",
    value: "a moment, 00:00 UTC of its day",
    formula: "canonically bridged + externally bridged + natively minted assets, at market prices",
    caveats: `Includes tokens of the project itself; restricted real-world assets are left out. Not TVL, which counts deposits in applications. Of “All L2s”: ${universe}`,
    source: l2beat,
    ceiling: "10000000000000",
  },
  "tvl.daily@1": {
    ...daily,
    metric: "tvl",
    key: "daily",
    version: 1,
    name: "Total value locked",
    unit: "USD",
    needs: ["DefiLlama's value locked"],
    interval: 0,
    window: "a moment a day, 00:00 UTC",
    value: "a moment, 00:00 UTC of its day",
    formula:
      "assets deposited in applications on the chain, at market prices, without liquid staking and double counting",
    caveats: "Not TVS, which counts what was bridged or minted, deposited or not.",
    source: "defillama.com, historicalChainTvl.",
    ceiling: "10000000000000",
  },
  "active-addresses.daily@1": {
    ...daily,
    metric: "active-addresses",
    key: "daily",
    version: 1,
    name: "Active addresses a day",
    unit: "addresses",
    needs: ["growthepie's daa"],
    window: "one day, UTC",
    value: "the count of a day, UTC",
    formula: "count of distinct senders (from) on the day",
    caveats: "Addresses are not people: one script may hold a million.",
    source: growthepie,
    ceiling: "1000000000",
  },
  "share.daily@1": {
    ...daily,
    metric: "share",
    key: "daily",
    version: 1,
    name: "Share of L2 user operations",
    unit: "ratio",
    needs: ["L2BEAT's list of L2s"],
    jump: null,
    window: "one day, UTC",
    value: "the share of a day, UTC",
    formula: "user operations of the chain on the day ÷ user operations of all projects that L2BEAT counts, same day",
    caveats: `${universe} It is the list at the time of the visit; another list gives another share.`,
    source: `Divided by us from ${l2beat}`,
    ceiling: "1",
  },
  "scaling-factor.daily@1": {
    ...daily,
    metric: "scaling-factor",
    key: "daily",
    version: 1,
    name: "Scaling factor, seven days",
    unit: "times",
    needs: ["a group"],
    groups: ["l2"],
    window: "the seven days up to and with the day, UTC",
    value: "the ratio of seven days, UTC",
    formula: "(Σ user operations of projects + Σ user operations of Ethereum) ÷ Σ user operations of Ethereum",
    caveats: `${universe} L2BEAT's own headline leaves “Other” out.`,
    source: `Divided by us from ${l2beat}`,
    ceiling: "100000",
  },
  "block-time.live@1": {
    ...live,
    metric: "block-time",
    key: "live",
    version: 1,
    name: "Block time, live",
    unit: "s",
    needs: ["headers of blocks", "node"],
    interval: 60,
    window: "the last 60 s of blocks",
    value: "the mean of 60 s of blocks",
    formula: "(time of b − time of a) ÷ (number of b − number of a)",
    caveats:
      "Headers tell time in whole seconds, so it is a mean over a minute. A preconfirmation is faster and not measured here.",
    source: node,
    ceiling: "86400",
  },
  "safe-lag.live@1": {
    ...onceAMinute,
    metric: "safe-lag",
    key: "live",
    version: 1,
    name: "Delay to safe",
    unit: "s",
    needs: ["node", "figures of EVM nodes"],
    interval: 0,
    window: "a moment",
    value: "a moment",
    formula: "time of the latest block − time of the block called safe",
    caveats: "What “safe” promises differs between chains and nodes.",
    source: node,
    ceiling: "31536000",
  },
  "finalized-lag.live@1": {
    ...onceAMinute,
    metric: "finalized-lag",
    key: "live",
    version: 1,
    name: "Delay to finality",
    unit: "s",
    needs: ["node", "figures of EVM nodes"],
    interval: 0,
    window: "a moment",
    value: "a moment",
    formula: "time of the latest block − time of the block called finalized",
    caveats: "Not the time of a withdrawal, which can take days longer.",
    source: node,
    ceiling: "31536000",
  },
  "chain-count.registry@1": {
    ...daily,
    metric: "chain-count",
    key: "registry",
    version: 1,
    name: "Chains in the registry",
    unit: "chains",
    needs: ["a group"],
    groups: "all",
    interval: 0,
    jump: null,
    window: "a moment",
    value: "a moment of its day",
    formula: "count of the group's members in this site's registry",
    caveats: "The registry is a selection: there are more chains than it lists.",
    source: registry,
    ceiling: "10000",
  },
} as const satisfies Record<string, Definition>;

export type DefinitionId = keyof typeof table;
export const definitions: Record<DefinitionId, Definition> = table;
export const definitionIds = Object.keys(table) as DefinitionId[];
export const isDefinitionId = (word: string): word is DefinitionId => Object.hasOwn(table, word);

export type SourceKind = "node" | "l2beat" | "growthepie" | "defillama" | "registry" | "archive";

/** Whom a definition's values are asked of. */
export function sourceOf(id: DefinitionId): SourceKind {
  const { source } = definitions[id];
  if (source === archive) return "archive";
  if (source.includes(l2beat)) return "l2beat";
  if (source === growthepie) return "growthepie";
  if (source.startsWith("defillama.com")) return "defillama";
  return source === registry ? "registry" : "node";
}

/** A metric's definitions, the usual one first. */
export const definitionsOf = (metric: MetricId) =>
  definitionIds
    .filter((id) => definitions[id].metric === metric)
    .toSorted((a, b) => definitions[a].rank - definitions[b].rank);
