/** The registry as its file holds it: chains with sourced facts, groups with explicit members, the calendar of upgrades. */
import type { FieldKey } from "./fact-field";

export type Source = { name: string; url: string };

export type RegistryFact = {
  field: FieldKey;
  value: string;
  note?: string;
  /** The date since which it is true; a year, a month or a day. */
  since?: string;
  /** The date of the source's statement. */
  asOf: string;
  /** A key of the chain's sources. */
  source: string;
  /** Another source contradicts the present value. */
  differs?: boolean;
};

export type RegistryChain = {
  slug: string;
  name: string;
  shortName: string;
  layer: string;
  /** How it is drawn in charts; without it, with a pair of its own that is chosen here. */
  line?: { light: string; dark: string; mark: string; dash: string };
  /** Its place among the numbers of the first page. */
  homeRank?: number;
  sources: Record<string, Source>;
  facts: RegistryFact[];
};

export type RegistryGroup = {
  slug: string;
  name: string;
  definition: string;
  asOf: string;
  source: Source;
  members: string[];
};

export type RegistryUpgrade = {
  slug: string;
  name: string;
  chain: string;
  what: string;
  /** ISO 8601; null if no date is set. */
  activatedAt: string | null;
  block: number | null;
  blobTarget: number | null;
  blobMax: number | null;
  metaEip: number | null;
  asOf: string;
  source: Source;
};

export type Registry = { chains: RegistryChain[]; groups: RegistryGroup[]; upgrades: RegistryUpgrade[] };
