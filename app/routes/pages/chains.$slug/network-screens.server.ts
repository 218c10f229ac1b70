import { isAdmin, type Viewer } from "~/features/auth/auth";
import { factFields, type FieldKey, isTechnical } from "~/features/chains/chains";
import {
  listFacts,
  listNetworks,
  listUpgrades,
  type Network,
  type NetworkGroup,
  readChains,
} from "~/features/chains/chains.server";
import { readPanel } from "~/features/series/series.server";
import { findTagFamily } from "~/features/tags/tags.server";
import { listThreads } from "~/features/threads/threads.server";

const threadsShown = 5;

/** What the page of a network shows. Each room that knows something of networks is asked here, beside the others. */
export async function loadNetworkScreen(network: Network, viewer: Viewer) {
  const [fields, upgrades, threads, measured, chains] = await Promise.all([
    listFacts(network.slug),
    listUpgrades(network.slug),
    threadsUnder(network.slug, viewer),
    readPanel(network.slug),
    readChains(),
  ]);
  const known = new Set<string>(fields.map(({ key }) => key));
  return {
    network,
    lead: fields.find(({ key }) => key === "description")?.present.value ?? "",
    fields: fields.filter(({ key }) => key !== "description" || isAdmin(viewer)),
    unknown: factFields.filter(({ key }) => !known.has(key) && (isAdmin(viewer) || isExpected(network, key))),
    upgrades,
    threads,
    measured,
    // Null where its nodes are of a kind that is not read here.
    nodeCount: chains.find(network.slug)?.chain?.rpc?.urls.length ?? null,
    mayCorrect: isAdmin(viewer),
  };
}

/** Whether readers may expect a fact: what is L2BEAT's or the Superchain's is asked of L2s only. */
const isExpected = ({ layer }: Network, key: FieldKey) => layer === "L2" && key !== "superchain" && !isTechnical(key);

/** What the page of a group shows. */
export async function loadGroupScreen(group: NetworkGroup, viewer: Viewer) {
  const [members, threads, measured] = await Promise.all([
    listNetworks(group.slug),
    threadsUnder(group.slug, viewer),
    readPanel(group.slug),
  ]);
  return { group, members, threads, measured };
}

/** The threads last active under a network's or group's tag and the tags below it, as this viewer may see them. */
async function threadsUnder(slug: string, viewer: Viewer) {
  const family = await findTagFamily(slug);
  if (!family) return [];
  const { threads } = await listThreads({ sort: "active", tagFamilies: [family.ids], viewer, take: threadsShown });
  return threads;
}
