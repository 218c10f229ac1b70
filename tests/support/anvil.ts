/** A real Ethereum node of our own: anvil, from npm or the PATH, on a free port. */
import { startAnvil, type Anvil } from "~/platform/anvil.server";
import { afterAll } from "vitest";

const running: Anvil[] = [];

/** Starts a node for this file; it ends with the file. */
export async function anvil(options: string[] = [], port?: number): Promise<Anvil> {
  const node = await startAnvil({ options, port });
  running.push(node);
  return node;
}

afterAll(async () => {
  for (const node of running.splice(0)) await node.stop();
});
