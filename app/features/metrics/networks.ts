/** Where each network of the registry can be measured. Addresses come from here or the operator; never from a user. */
import { hasRecordedTransactions } from "./archive";
import type { Definition, DefinitionId } from "./definitions";
import table from "./networks.json";

export type EvmNode = {
  kind: "evm";
  urls: string[];
  /** For each address the day or month in which a public list of nodes last had it. */
  seen?: string[];
  chainId: number;
  /** Which transactions users sent: all, all but the first of each block, or all but those of some types. */
  userTxs: "all" | "after-first" | "types";
  systemTypes?: string[];
  /** Several blocks a second: a random sample of a minute's blocks is counted. */
  isSampled?: boolean;
  /** False where gas is not the EVM's. */
  hasEvmGas?: boolean;
  /** Only on Ethereum do headers speak of blobs. */
  hasBlobs?: boolean;
  gasToken: string;
  pollSeconds: number;
};
export type OtherNode = { kind: "starknet" | "solana"; urls: string[]; seen?: string[]; pollSeconds: number };
export type MeasuredNetwork = {
  slug: string;
  name: string;
  status?: string;
  rpc?: EvmNode | OtherNode;
  l2beat?: { slug: string; hasTvs: boolean };
  growthepie?: { key: string; excluded: string[] };
  defillama?: { name: string };
};

export const networks = table as MeasuredNetwork[];

/** Groups with measures of their own. */
export const measuredGroups = [
  { slug: "l2", name: "All L2s" },
  { slug: "op-stack", name: "OP Stack" },
  { slug: "superchain", name: "Superchain" },
  { slug: "polygon", name: "Polygon" },
  { slug: "immutable", name: "Immutable" },
];

/** The development network that `--devnet` adds: anvil, with blocks like Ethereum's. */
export const devnet: MeasuredNetwork = {
  slug: "devnet",
  name: "Devnet",
  rpc: {
    kind: "evm",
    urls: [],
    chainId: 31_337,
    userTxs: "all",
    hasBlobs: true,
    gasToken: "ETH",
    pollSeconds: 0.5,
  },
};

const ofAllL2s = new Set<DefinitionId>([
  "tps.daily@1",
  "uops.daily@1",
  "tx-per-day.l2beat@1",
  "scaling-factor.daily@1",
  "tvs.daily@1",
]);

/** The same for a group. */
export function whyUnsupportedOfGroup(group: { slug: string; name: string }, definition: DefinitionId): string | null {
  if (definition === "chain-count.registry@1") return null;
  if (group.slug === "l2" && ofAllL2s.has(definition)) return null;
  return `Nobody adds it up over ${group.name}.`;
}

const growthepieFiles = {
  "tx-per-day.growthepie@1": "txcount",
  "active-addresses.daily@1": "daa",
  "mgas.daily@1": "throughput",
  "median-fee.daily@1": "txcosts",
} as const;
export type GrowthepieDefinition = keyof typeof growthepieFiles;
export const growthepieFileOf = (definition: GrowthepieDefinition) => growthepieFiles[definition];
export const growthepieDefinitions = Object.keys(growthepieFiles) as GrowthepieDefinition[];

/** Why a definition says nothing of a network, in a sentence; null when it can be measured. */
export function whyUnsupported(
  network: MeasuredNetwork,
  definition: DefinitionId,
  { source }: Pick<Definition, "source">,
): string | null {
  const { name, rpc } = network;
  const evm = rpc?.kind === "evm" ? rpc : null;
  switch (definition) {
    case "tps.non-vote@1":
      return rpc?.kind === "solana" ? null : "Only Solana's validators vote by transactions.";
    case "tps.live@1":
    case "block-time.live@1":
      if (definition === "block-time.live@1" && rpc?.kind === "solana")
        return "Solana's slots are not blocks of a chain of headers.";
      if (rpc?.kind === "solana") return "Solana is measured without votes instead.";
      return rpc ? null : `No public node of ${name} is known.`;
    case "mgas.live@1":
      if (!evm) return rpc ? `${name} does not count in the EVM's gas.` : `No public node of ${name} is known.`;
      if (evm.isSampled)
        return `${name} makes several blocks a second: its gas would be an estimate from a few of them.`;
      return evm.hasEvmGas === false ? `${name}'s gas is not the EVM's: the two can't be compared.` : null;
    case "tx-per-day.own@1":
      if (!evm)
        return rpc ? `${name}'s blocks are not counted one by one here.` : `No public node of ${name} is known.`;
      return evm.isSampled ? `${name} makes several blocks a second: they are sampled, not counted one by one.` : null;
    case "base-fee.block@1":
    case "median-fee.live@1":
    case "median-fee.live@2":
    case "safe-lag.live@1":
    case "finalized-lag.live@1":
      return evm ? null : rpc ? `${name}'s nodes have no such figure.` : `No public node of ${name} is known.`;
    case "blob-base-fee.block@1":
    case "blobs.block@1":
      return evm?.hasBlobs ? null : "Blobs are Ethereum's: a network on top of it has none of its own.";
    case "tps.daily@1":
    case "uops.daily@1":
    case "tx-per-day.l2beat@1":
      return network.l2beat ? null : `L2BEAT does not count the activity of ${name}.`;
    case "share.daily@1":
      return network.l2beat && network.slug !== "ethereum"
        ? null
        : `${name} is not among the L2s whose shares are counted.`;
    case "tvs.daily@1":
      return network.l2beat?.hasTvs ? null : `L2BEAT does not count the value secured by ${name}.`;
    case "tvl.daily@1":
      return network.defillama ? null : `DefiLlama has no such figure of ${name}.`;
    case "tx-per-day.growthepie@1":
    case "active-addresses.daily@1":
    case "mgas.daily@1":
    case "median-fee.daily@1": {
      const file = growthepieFiles[definition];
      if (!network.growthepie) return `growthepie does not follow ${name}.`;
      return network.growthepie.excluded.includes(file) ? `growthepie has no such figure of ${name}.` : null;
    }
    case "tx-per-day.recorded@1":
      return hasRecordedTransactions(network.slug) ? null : `The archive has no recorded days of ${name}.`;
    case "blobs.daily@1":
    case "blob-base-fee.median@1":
      return network.slug === "ethereum" ? null : "Blobs are Ethereum's: a network on top of it has none of its own.";
    case "scaling-factor.daily@1":
    case "chain-count.registry@1":
      return "It is a figure of groups of networks, not of one.";
    default:
      return `Nobody measures it of ${name} (${source}).`;
  }
}
