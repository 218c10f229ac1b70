/** Which providers this process asks: the registry's public ones and the operator's, as the environment says. */
import { env } from "~/platform/env.server";
import { StartError } from "~/platform/start-error";
import { type MeasuredNetwork, networks } from "~/features/metrics/metrics";
import { measuredNetworks } from "~/features/metrics/metrics.server";
import { defillamaProvider } from "./defillama.server";
import { evmProvider } from "./evm.server";
import { growthepieProvider } from "./growthepie.server";
import { l2beatProvider } from "./l2beat.server";
import type { MetricProvider } from "./provider";
import { registryProvider } from "./registry.server";
import { solanaProvider } from "./solana.server";
import { starknetProvider } from "./starknet.server";

/** A network's nodes as the environment has them: its own addresses first, none when switched off. */
function nodesOf(network: MeasuredNetwork): MeasuredNetwork["rpc"] {
  if (!network.rpc) return undefined;
  const named = env().rpc[network.slug];
  const urls = named ?? (env().METRIC_FETCH === "on" ? network.rpc.urls : []);
  return urls.length > 0 ? { ...network.rpc, urls } : undefined;
}

/** Every provider that is switched on. Throws a sentence at an `RPC_…` of a network that is not measured by nodes. */
export function switchedOnProviders(): MetricProvider[] {
  const all = measuredNetworks();
  const unknown = Object.keys(env().rpc).find((slug) => !all.some((network) => network.slug === slug && network.rpc));
  if (unknown)
    throw new StartError(
      `The environment has a fault: RPC_${unknown.toUpperCase().replaceAll("-", "_")} names no network that is measured by its nodes.`,
    );
  const nodes = all.flatMap((network): MetricProvider[] => {
    const rpc = nodesOf(network);
    if (!rpc) return [];
    if (rpc.kind === "evm") return [evmProvider(network, rpc)];
    return [rpc.kind === "solana" ? solanaProvider(network, rpc) : starknetProvider(network, rpc)];
  });
  return [registryProvider, ...nodes, ...publishers()];
}

/** L2BEAT, growthepie and DefiLlama, as far as they are on. */
function publishers(): MetricProvider[] {
  const { L2BEAT_URL, GROWTHEPIE_URL, DEFILLAMA_URL, METRIC_FETCH, named } = env();
  const isOn = (name: string, url: string) => url !== "off" && (METRIC_FETCH === "on" || named.has(name));
  return [
    ...(isOn("L2BEAT_URL", L2BEAT_URL) ? [l2beatProvider(L2BEAT_URL, networks)] : []),
    ...(isOn("GROWTHEPIE_URL", GROWTHEPIE_URL) ? [growthepieProvider(GROWTHEPIE_URL, networks)] : []),
    ...(isOn("DEFILLAMA_URL", DEFILLAMA_URL) ? [defillamaProvider(DEFILLAMA_URL, networks)] : []),
  ];
}
