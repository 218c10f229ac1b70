/** A chain of the registry, named sets of chains, and the words both are shown with. */
export const layers = ["L1", "L2", "alt-L1", "app"] as const;
export type Layer = (typeof layers)[number];

export const layerNames: Record<Layer, { one: string; many: string }> = {
  L1: { one: "Layer 1", many: "Ethereum" },
  L2: { one: "Layer 2", many: "On Ethereum" },
  "alt-L1": { one: "Layer 1, not Ethereum", many: "Beside Ethereum" },
  app: { one: "Contracts", many: "Contracts on several chains" },
};

/** The layer of a stored chain; what a later version wrote is shown among the L2s. */
export const layerOf = (word: string): Layer => layers.find((layer) => layer === word) ?? "L2";

export type ChainRef = { slug: string; shortName: string };
export type GroupRef = { slug: string; name: string };
