import type { MeasuredNetwork } from "~/features/metrics/metrics";
import type { MetricProvider } from "./provider";

type Nodes = { urls: string[]; pollSeconds: number };
type Visiting = Pick<MetricProvider, "remembersBlocks" | "visit">;

/** The provider of a network's own nodes at these addresses, whatever they speak. */
export function rpcProvider(
  network: MeasuredNetwork,
  { urls, pollSeconds }: Nodes,
  visiting: Visiting,
): MetricProvider {
  return {
    key: `rpc-${network.slug}`,
    kind: "rpc",
    name: `${network.name} nodes`,
    homepage: "",
    licence: "",
    subject: network.slug,
    adapterVersion: 1,
    hosts: urls.map((url) => new URL(url).host),
    pace: pollSeconds,
    ...visiting,
  };
}
