/** The newest block at which all backends behind one address answer. */
import { setTimeout as pause } from "node:timers/promises";
import type { EvmNode } from "~/features/chains/chains";
import type { Block } from "~/features/metrics/metrics";
import { fetchBlocks, NotYet } from "./evm-blocks.server";
import { NotLinked } from "./follow-chain";
import type { Node } from "./json-rpc.server";

/** How many blocks below the newest one we try next, in order. */
const stepsDown = [2, 6, 16, 40];
/** Milliseconds before each of these tries. */
const settling = 300;

/** Backends behind one address can be at different heights or on different forks. Near the head that is no fault. */
type Unsettled = NotYet | NotLinked;
const isUnsettled = (error: unknown): error is Unsettled => error instanceof NotYet || error instanceof NotLinked;

/**
 * Measures at the node's newest block, or a few blocks below it when another backend behind the same address lacks that
 * block or is on another fork. A block that is missing or unlinked far below the head is a fault.
 */
export async function atCommonHead<Measured>(
  node: Node,
  rules: EvmNode,
  newest: Block,
  measure: (head: Block) => Promise<Measured>,
): Promise<{ head: Block; measured: Measured }> {
  let reason: Unsettled;
  try {
    return { head: newest, measured: await measure(newest) };
  } catch (error) {
    if (!isUnsettled(error)) throw error;
    reason = error;
  }
  for (const down of stepsDown) {
    if (newest.number - reason.number > stepsDown.at(-1)!) break;
    const number = Math.min(reason.number - 1, newest.number - down);
    // The first block follows no other: there nothing could be seen to be wrong.
    if (number < 1) break;
    await pause(settling);
    try {
      const [head] = await fetchBlocks(node, rules, [number]);
      return { head: head!, measured: await measure(head!) };
    } catch (error) {
      if (!isUnsettled(error)) throw error;
      reason = error;
    }
  }
  throw reason;
}
