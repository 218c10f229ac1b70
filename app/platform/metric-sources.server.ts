/** The sources of metrics that the environment switches on. */
import { env } from "./env.server";

const variables = { l2beat: "L2BEAT_URL", growthepie: "GROWTHEPIE_URL", defillama: "DEFILLAMA_URL" } as const;

/** A publisher's address; null when it is switched off: by its own variable, or by METRIC_FETCH where that one isn't set. */
export function publisherUrl(publisher: keyof typeof variables): string | null {
  const { METRIC_FETCH, named, ...urls } = env();
  const variable = variables[publisher];
  const isOn = urls[variable] !== "off" && (METRIC_FETCH === "on" || named.has(variable));
  return isOn ? urls[variable] : null;
}

/** Whether a chain's nodes are asked: as its `RPC_` variable says, or METRIC_FETCH where that one isn't set. */
export function areNodesOn(slug: string): boolean {
  const { METRIC_FETCH, rpc } = env();
  return rpc[slug] ? rpc[slug].length > 0 : METRIC_FETCH === "on";
}
