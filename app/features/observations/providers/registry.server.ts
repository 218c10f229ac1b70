/** Counts from this site's own registry. */
import { countGroupMembers } from "~/features/chains/chains.server";
import type { MetricProvider } from "./provider";

export const registryProvider: MetricProvider = {
  key: "registry",
  kind: "registry",
  name: "This site's registry",
  homepage: "",
  licence: "",
  subject: null,
  adapterVersion: 1,
  hosts: [],
  pace: 6 * 3_600,
  remembersBlocks: false,
  async visit({ now }) {
    const counts = await countGroupMembers();
    const today = new Date(Math.floor(now.getTime() / 86_400_000) * 86_400_000);
    const observations = counts.map(({ group, members }) => ({
      subject: group,
      definition: "chain-count.registry@1" as const,
      at: today,
      value: String(members),
      quality: "final" as const,
    }));
    return {
      observations,
      ...(observations.length === 0 && { nothing: "the registry has no group" }),
      host: null,
      bytes: 0,
      calls: 0,
    };
  },
};
