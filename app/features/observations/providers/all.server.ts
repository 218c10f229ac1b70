/** Which providers this process asks: the registry's public ones and the operator's, as the environment says. */
import { env } from "~/platform/env.server";
import { areNodesOn, publisherUrl } from "~/platform/metric-sources.server";
import type { ChainSnapshot, MeasuredChain } from "~/features/chains/chains";
import { defillamaProvider } from "./defillama.server";
import { evmProvider } from "./evm.server";
import { growthepieProvider } from "./growthepie.server";
import { l2beatProvider } from "./l2beat.server";
import type { MetricProvider } from "./provider";
import { registryProvider } from "./registry.server";
import { solanaProvider } from "./solana.server";
import { starknetProvider } from "./starknet.server";
import { dialledBy, typedFetch } from "./typed-nodes.server";

/** A chain's nodes as the environment has them: its own addresses first, none when switched off. */
function nodesOf({ slug, rpc }: MeasuredChain): MeasuredChain["rpc"] {
  if (!rpc) return undefined;
  const urls = areNodesOn(slug) ? (env().rpc[slug] ?? rpc.urls) : [];
  return urls.length > 0 ? { ...rpc, urls } : undefined;
}

/** Every provider that is switched on for the chains of this registry. */
export function switchedOnProviders({ chains }: ChainSnapshot): MetricProvider[] {
  const nodes = chains.flatMap((chain): MetricProvider[] => {
    const rpc = nodesOf(chain);
    if (!rpc) return [];
    const provider =
      rpc.kind === "evm"
        ? evmProvider(chain, rpc)
        : rpc.kind === "solana"
          ? solanaProvider(chain, rpc)
          : starknetProvider(chain, rpc);
    // A person at this machine may ask what this machine reaches.
    return [rpc.isTyped && env().reachableBecause !== null ? dialledBy(provider, typedFetch()) : provider];
  });
  return [registryProvider, ...nodes, ...publishers(chains)];
}

/** Names `RPC_…` of the environment that no chain of this registry is measured by, each in a sentence. */
export function unusedNodes({ chains }: ChainSnapshot): string[] {
  return Object.keys(env().rpc).flatMap((slug) => {
    if (chains.some((chain) => chain.slug === slug && chain.rpc)) return [];
    const name = `RPC_${slug.toUpperCase().replaceAll("-", "_")}`;
    return chains.some((chain) => chain.slug === slug)
      ? [`${name} names a chain that is not measured by its nodes.`]
      : [`${name} names no chain of the registry. It is used as soon as a chain with the slug ${slug} is added.`];
  });
}

/** L2BEAT, growthepie and DefiLlama, as far as they are on. */
function publishers(chains: readonly MeasuredChain[]): MetricProvider[] {
  const [l2beat, growthepie, defillama] = [
    publisherUrl("l2beat"),
    publisherUrl("growthepie"),
    publisherUrl("defillama"),
  ];
  return [
    ...(l2beat ? [l2beatProvider(l2beat, chains)] : []),
    ...(growthepie ? [growthepieProvider(growthepie, chains)] : []),
    ...(defillama ? [defillamaProvider(defillama, chains)] : []),
  ];
}
