import type { MeasuredChain } from "~/features/chains/chains";
import type { MetricProvider } from "./provider";

type Nodes = { urls: string[]; pollSeconds: number };
type Visiting = Pick<MetricProvider, "remembersBlocks" | "visit">;

/** The provider of a chain's own nodes at these addresses, whatever they speak. */
export function rpcProvider(chain: MeasuredChain, { urls, pollSeconds }: Nodes, visiting: Visiting): MetricProvider {
  return {
    key: `rpc-${chain.slug}`,
    kind: "rpc",
    name: `${chain.name} nodes`,
    homepage: "",
    licence: "",
    subject: chain.slug,
    adapterVersion: 1,
    hosts: urls.map((url) => new URL(url).host),
    pace: pollSeconds,
    ...visiting,
  };
}
