/** What the registry's facts of a chain say about measuring it. Pure: rows in, a `MeasuredChain` out. */
import type { SeriesStyle } from "~/ui/chart/chart";
import { type Layer, layerOf } from "./chain";
import { type ChainColours, lineStyle } from "./chain-line";
import { addressesIn, type FieldKey } from "./fact-field";

export type EvmNode = {
  kind: "evm";
  /** In order of preference; empty where the registry knows no address. */
  urls: string[];
  /** EIP-155; null where the registry does not say it: then a node's own is believed. */
  chainId: number | null;
  /** Which transactions users sent: all, all but the first of each block, or all but those of some types. */
  userTxs: "all" | "after-first" | "types";
  systemTypes?: string[];
  /** Several blocks a second: a random sample of a minute's blocks is counted. */
  isSampled?: boolean;
  /** False where gas is not the EVM's. */
  hasEvmGas?: boolean;
  /** Only on a layer 1 do headers speak of blobs. */
  hasBlobs?: boolean;
  pollSeconds: number;
  isTyped?: boolean;
};
export type OtherNode = {
  kind: "starknet" | "solana";
  urls: string[];
  pollSeconds: number;
  /** Whether administrators typed some of the addresses: then all are dialled with a guard. */
  isTyped?: boolean;
};

/** `decimals`: how many digits of the smallest unit make one token; 18 for ETH. */
export type GasToken = { symbol: string; decimals: number };

export type MeasuredChain = {
  slug: string;
  /** The registry's short name. */
  name: string;
  layer: Layer;
  /** EIP-155; null where the registry does not say it. */
  chainId: number | null;
  /** What fees are paid in; null where the registry does not say it. */
  gasToken: GasToken | null;
  style: SeriesStyle;
  colours: ChainColours | null;
  /** Its place among the numbers of the first page; null when it is not there. */
  homeRank: number | null;
  /** The kind of its nodes; left out where they are of a kind that is not read here. */
  rpc?: EvmNode | OtherNode;
  /** Its address at L2BEAT, and what L2BEAT publishes of it. */
  l2beat?: { slug: string; hasTvs: boolean };
  /** Its key at growthepie, and the files that growthepie does not have of it. */
  growthepie?: { key: string; lacks: string[] };
  defillama?: { name: string };
};

/** A group of chains with a page and figures of its own. */
export type MeasuredGroup = { slug: string; name: string; style: SeriesStyle };

export type ChainRow = {
  slug: string;
  shortName: string;
  layer: string;
  colourLight: string | null;
  colourDark: string | null;
  mark: string | null;
  dash: string | null;
  homeRank: number | null;
  /** The present facts. */
  facts: { field: string; value: string }[];
};

/** Which present facts `measuredChainOf` reads. */
export const measuredFields = [
  "status",
  "chain-id",
  "gas-token",
  "gas-decimals",
  "node",
  "node-kind",
  "system-txs",
  "counting",
  "gas",
  "poll",
  "l2beat-id",
  "growthepie-id",
  "defillama-id",
  "unpublished",
] as const satisfies FieldKey[];

type Facts = Partial<Record<(typeof measuredFields)[number], string>>;

/** A chain of the registry as it is measured. One that is not active keeps its name and colours and is not measured. */
export function measuredChainOf(row: ChainRow): MeasuredChain {
  const { slug, shortName, layer, colourLight, colourDark, mark, dash, homeRank } = row;
  const facts: Facts = Object.fromEntries(row.facts.map(({ field, value }) => [field, value.trim()]));
  const colours = colourLight && colourDark ? { light: colourLight, dark: colourDark } : null;
  const chain = {
    slug,
    name: shortName,
    layer: layerOf(layer),
    chainId: facts["chain-id"] ? Number(facts["chain-id"]) : null,
    gasToken: gasTokenOf(facts),
    style: lineStyle(slug, { colours, mark, dash }),
    colours,
    homeRank,
  };
  if ((facts.status ?? "Active") !== "Active") return chain;
  return { ...chain, ...nodeOf(facts, chain), ...publishersOf(facts) };
}

function gasTokenOf(facts: Facts): GasToken | null {
  const symbol = facts["gas-token"];
  if (!symbol || symbol === "None") return null;
  return { symbol, decimals: Number(facts["gas-decimals"] ?? 18) };
}

/** Seconds between visits where the registry does not say it. */
const usualPoll = { starknet: 30, solana: 60, L1: 12, sampled: 15, evm: 10 };

function nodeOf(facts: Facts, { layer, chainId }: Pick<MeasuredChain, "layer" | "chainId">) {
  const urls = addressesIn(facts.node ?? "");
  const kind = facts["node-kind"] ?? (layer === "app" ? "Other" : "EVM");
  const poll = /^([\d.]+)/.exec(facts.poll ?? "")?.[1];
  if (kind === "Starknet" || kind === "Solana") {
    const word = kind === "Solana" ? ("solana" as const) : ("starknet" as const);
    return { rpc: { kind: word, urls, pollSeconds: Number(poll ?? usualPoll[word]) } };
  }
  if (kind !== "EVM") return {};
  const isSampled = facts.counting === "A sample of blocks";
  const types = /^Types (.+)$/.exec(facts["system-txs"] ?? "")?.[1];
  const usual = isSampled ? usualPoll.sampled : layer === "L1" ? usualPoll.L1 : usualPoll.evm;
  const rpc: EvmNode = {
    kind: "evm",
    urls,
    chainId,
    userTxs: types ? "types" : facts["system-txs"] === "The first of each block" ? "after-first" : "all",
    ...(types && { systemTypes: types.split(" ") }),
    ...(isSampled && { isSampled }),
    ...(facts.gas && facts.gas !== "EVM" && { hasEvmGas: false }),
    ...(layer === "L1" && { hasBlobs: true }),
    pollSeconds: Number(poll ?? usual),
  };
  return { rpc };
}

/** L2BEAT's id may be followed by the address it has there: "zksync2 (address zksync-era)". */
const l2beatAddress = (id: string) => /\(address ([a-z0-9-]+)\)$/.exec(id)?.[1] ?? id;

function publishersOf(facts: Facts): Pick<MeasuredChain, "l2beat" | "growthepie" | "defillama"> {
  const lacks = (facts.unpublished ?? "").split(" ").filter(Boolean);
  const { "l2beat-id": l2beat, "growthepie-id": growthepie, "defillama-id": defillama } = facts;
  return {
    ...(l2beat &&
      !lacks.includes("l2beat:activity") && {
        l2beat: { slug: l2beatAddress(l2beat), hasTvs: !lacks.includes("l2beat:tvs") },
      }),
    ...(growthepie && {
      growthepie: {
        key: growthepie,
        lacks: lacks.flatMap((word) => (word.startsWith("growthepie:") ? [word.slice("growthepie:".length)] : [])),
      },
    }),
    ...(defillama && !lacks.includes("defillama:tvl") && { defillama: { name: defillama } }),
  };
}
