/** The configured nodes of the registry's chains, for the signatures of wallets that are contracts. */
import type { PublicClient } from "viem";
import { readChains } from "~/features/chains/chains.server";
import { env } from "~/platform/env.server";
import { guardedFetch } from "~/platform/guarded-fetch.server";
import { areNodesOn } from "~/platform/metric-sources.server";
import { fetchFromOperator } from "~/platform/operator-fetch.server";

const bounds = { totalMs: 3_000, maxBytes: 64 * 1024 };

type Node = { url: string; isTyped: boolean };

/** Where a chain can be asked, in order of preference; none where the registry doesn't know it or its nodes are off. */
async function nodesOf(chainId: number): Promise<Node[]> {
  const { chains } = await readChains();
  const chain = chains.find((known) => known.chainId === chainId);
  if (chain?.rpc?.kind !== "evm" || !areNodesOn(chain.slug)) return [];
  const named = env().rpc[chain.slug];
  const urls = named ?? chain.rpc.urls;
  // A person at this machine may ask what this machine reaches, and the operator names what they trust.
  const isGuarded = !named && chain.rpc.isTyped === true && env().reachableBecause !== null;
  return urls.map((url) => ({ url: url.replace(/#\d+$/, ""), isTyped: isGuarded }));
}

/** A client for one node: three seconds and a bounded answer for each question, and nothing that leads to other hosts. */
async function clientOf({ url, isTyped }: Node): Promise<PublicClient> {
  const { createPublicClient, http } = await import("viem");
  const fetchFn = async (_: string | URL | Request, init?: RequestInit) => {
    const asked = {
      method: "POST" as const,
      headers: { "content-type": "application/json" },
      body: String(init?.body),
    };
    const text = isTyped
      ? (await guardedFetch(url, { ...asked, ...bounds })).bytes.toString("utf8")
      : (await fetchFromOperator(url, { ...asked, ...bounds })).text;
    return new Response(text, { status: 200, headers: { "content-type": "application/json" } });
  };
  return createPublicClient({
    transport: http(url, { fetchFn, retryCount: 0, timeout: bounds.totalMs }),
    ccipRead: false,
  });
}

/**
 * A client for the first node that answers and is on that chain. "no-node": none is configured; "silent": none of the
 * first two answers as this chain.
 */
export async function findNode(chainId: number): Promise<PublicClient | "no-node" | "silent"> {
  const nodes = await nodesOf(chainId);
  if (nodes.length === 0) return "no-node";
  for (const node of nodes.slice(0, 2)) {
    const client = await clientOf(node);
    if ((await client.getChainId().catch(() => null)) === chainId) return client;
  }
  return "silent";
}
