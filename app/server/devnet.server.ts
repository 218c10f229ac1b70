import { startAnvil } from "~/platform/anvil.server";
import { addNode } from "~/platform/env.server";
import { beginTraffic } from "./devnet-traffic.server";

export type Devnet = { url: string; stop(): Promise<void> };

/** A development chain with traffic, for `npm start -- --devnet`: a block a second, final after four. */
export async function startDevnet(): Promise<Devnet> {
  const node = await startAnvil({ options: ["--block-time", "1", "--slots-in-an-epoch", "2"] });
  addNode("devnet", node.url);
  const endTraffic = beginTraffic(node.url);
  return {
    url: node.url,
    async stop() {
      await endTraffic();
      await node.stop();
    },
  };
}
