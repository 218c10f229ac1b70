/** The order in which a chain's nodes are asked, and the timeout of each. */
import type { EndpointMemory } from "./provider";

/** The cost of a failure in ms: the time after which we give up on a silent node. */
const failureMs = 10_000;
/** How much the newest visit counts in what is remembered of a node. */
const weightOfNewest = 0.3;
/** Differences below that are no reason to go elsewhere. */
const closeMs = 200;

type Known = Pick<EndpointMemory, "latencyMs" | "recent">;

/** A node's usual time after one more, in ms: an exponentially weighted mean. */
export const smoothedMs = (usual: number | null, newest: number): number =>
  Math.round(usual === null ? newest : usual + weightOfNewest * (newest - usual));

/** The expected cost of asking a node, in ms: its usual latency plus the cost of a failure times its weighted failure rate. */
export function expectedMs({ latencyMs, recent }: Known): number {
  const failing = [...recent].reduce((share, sign) => share + weightOfNewest * (Number(sign === "-") - share), 0);
  return (latencyMs ?? 0) + failing * failureMs;
}

/**
 * Positions in the order in which they are asked: none that rests after faults, those behind the chain last, and before
 * another node only if that one is likely to take half its time. Among equals, the node configured first goes first.
 */
export function orderNodes(count: number, endpoints: EndpointMemory[], now: Date): number[] {
  const known = (position: number) => endpoints.find((endpoint) => endpoint.position === position);
  const rank = (position: number) => {
    const memory = known(position);
    if (!memory) return 0;
    const classOfTime = Math.max(0, Math.ceil(Math.log2(expectedMs(memory) / closeMs)));
    return (memory.isLagging ? 100 : 0) + classOfTime;
  };
  return Array.from({ length: count }, (_, position) => position)
    .filter((position) => (known(position)?.breakerUntil?.getTime() ?? 0) <= now.getTime())
    .toSorted((a, b) => rank(a) - rank(b) || a - b);
}

/** Milliseconds a node is waited for alone: three times what it usually takes, a second at least. */
export const patienceFor = (position: number, endpoints: EndpointMemory[]): number =>
  Math.max(1_000, 3 * (endpoints.find((endpoint) => endpoint.position === position)?.latencyMs ?? 0));
