/** Which providers this process asks: the registry's public ones and the operator's, as the environment says. */
import { env } from "~/platform/env.server";
import { StartError } from "~/platform/start-error";
import { devnet, type MeasuredNetwork, networks } from "../networks";
import { evmProvider } from "./evm.server";
import type { MetricProvider } from "./provider";

/** The networks that are measured here; the development network where it was asked for. */
export const measuredNetworks = (): MeasuredNetwork[] => (env().DEVNET === "on" ? [...networks, devnet] : networks);

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
  return all.flatMap((network) => {
    const rpc = nodesOf(network);
    return rpc?.kind === "evm" ? [evmProvider(network, rpc)] : [];
  });
}
