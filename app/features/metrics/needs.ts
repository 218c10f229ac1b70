/** What a chain must have before a definition can be measured, with the sentence for chains that lack it. */
import type { MeasuredChain } from "~/features/chains/chains";

const noNode = ({ name }: MeasuredChain) => `No public node of ${name} is known.`;

const nodesOf = ({ rpc }: MeasuredChain) => (rpc && rpc.urls.length > 0 ? rpc : null);
const evmOf = (chain: MeasuredChain) => {
  const rpc = nodesOf(chain);
  return rpc?.kind === "evm" ? rpc : null;
};

/** growthepie's files that are read here, by what is needed of them. */
export const growthepieFiles = ["txcount", "daa", "throughput", "txcosts"] as const;
type GrowthepieFile = (typeof growthepieFiles)[number];

const ofGrowthepie = (file: GrowthepieFile) => (chain: MeasuredChain) => {
  if (!chain.growthepie) return `growthepie does not follow ${chain.name}.`;
  return chain.growthepie.lacks.includes(file) ? `growthepie has no such figure of ${chain.name}.` : null;
};

/** Each answers with what is missing, in a sentence; null when nothing is. */
const needs = {
  node: (chain: MeasuredChain) => (nodesOf(chain) ? null : noNode(chain)),
  "counted transactions": ({ rpc }: MeasuredChain) =>
    rpc?.kind === "solana" ? "Solana is measured without votes instead." : null,
  "headers of blocks": ({ rpc }: MeasuredChain) =>
    rpc?.kind === "solana" ? "Solana's slots are not blocks of a chain of headers." : null,
  votes: ({ rpc }: MeasuredChain) => (rpc?.kind === "solana" ? null : "Only Solana's validators vote by transactions."),
  "figures of EVM nodes": (chain: MeasuredChain) =>
    evmOf(chain) ? null : `${chain.name}'s nodes have no such figure.`,
  "gas of the EVM": (chain: MeasuredChain) => {
    const evm = evmOf(chain);
    if (!evm) return `${chain.name} does not count in the EVM's gas.`;
    if (evm.isSampled)
      return `${chain.name} makes several blocks a second: its gas would be an estimate from a few of them.`;
    return evm.hasEvmGas === false ? `${chain.name}'s gas is not the EVM's: the two can't be compared.` : null;
  },
  "every block": (chain: MeasuredChain) => {
    const evm = evmOf(chain);
    if (!evm) return `${chain.name}'s blocks are not counted one by one here.`;
    return evm.isSampled
      ? `${chain.name} makes several blocks a second: they are sampled, not counted one by one.`
      : null;
  },
  blobs: (chain: MeasuredChain) =>
    evmOf(chain)?.hasBlobs ? null : "Blobs are Ethereum's: a chain on top of it has none of its own.",
  "L2BEAT's activity": ({ l2beat, name }: MeasuredChain) =>
    l2beat ? null : `L2BEAT does not count the activity of ${name}.`,
  "L2BEAT's list of L2s": ({ l2beat, layer, name }: MeasuredChain) =>
    l2beat && layer !== "L1" ? null : `${name} is not among the L2s whose shares are counted.`,
  "L2BEAT's value secured": ({ l2beat, name }: MeasuredChain) =>
    l2beat?.hasTvs ? null : `L2BEAT does not count the value secured by ${name}.`,
  "DefiLlama's value locked": ({ defillama, name }: MeasuredChain) =>
    defillama ? null : `DefiLlama has no such figure of ${name}.`,
  "growthepie's txcount": ofGrowthepie("txcount"),
  "growthepie's daa": ofGrowthepie("daa"),
  "growthepie's throughput": ofGrowthepie("throughput"),
  "growthepie's txcosts": ofGrowthepie("txcosts"),
  // A chain of which the archive has days has a series with values, and is not asked.
  "recorded days": ({ name }: MeasuredChain) => `The archive has no recorded days of ${name}.`,
  "recorded blobs": ({ chainId }: MeasuredChain) =>
    chainId === 1 ? null : "Blobs are Ethereum's: a chain on top of it has none of its own.",
  "a group": () => "It is a figure of groups of chains, not of one.",
} as const satisfies Record<string, (chain: MeasuredChain) => string | null>;

export type Need = keyof typeof needs;

/** Why a definition says nothing of a chain, in a sentence: the first need that is not met; null when all are. */
export function whyUnsupported(chain: MeasuredChain, definition: { needs: readonly Need[] }): string | null {
  for (const need of definition.needs) {
    const missing = needs[need](chain);
    if (missing) return missing;
  }
  return null;
}

/** The same for a group. */
export function whyUnsupportedOfGroup(
  group: { slug: string; name: string },
  { groups = [] }: { groups?: readonly string[] | "all" },
): string | null {
  return groups === "all" || groups.includes(group.slug) ? null : `Nobody adds it up over ${group.name}.`;
}

/** The file of growthepie that a definition is read from; null when it is not read from there. */
export function growthepieFileOf(definition: { needs: readonly Need[] }): GrowthepieFile | null {
  return growthepieFiles.find((file) => definition.needs.includes(`growthepie's ${file}`)) ?? null;
}
