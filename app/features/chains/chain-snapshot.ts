/** All chains and groups of the registry at one version of it, as a process keeps them. */
import type { SeriesStyle } from "~/ui/chart/chart";
import { type ChainColours, colourSheet } from "./chain-line";
import type { MeasuredChain, MeasuredGroup } from "./measured-chain";

/** A chain or group that figures are about; `chain` is null for a group. */
export type Subject = { slug: string; name: string; style: SeriesStyle; chain: MeasuredChain | null };

export class ChainSnapshot {
  readonly #subjects: Map<string, Subject>;
  /** The style sheet with every chain's colours. */
  readonly colourSheet: string;

  constructor(
    readonly chains: readonly MeasuredChain[],
    readonly groups: readonly MeasuredGroup[],
  ) {
    this.#subjects = new Map<string, Subject>([
      ...groups.map((group) => [group.slug, { ...group, chain: null }] as const),
      ...chains.map(
        (chain) => [chain.slug, { slug: chain.slug, name: chain.name, style: chain.style, chain }] as const,
      ),
    ]);
    this.colourSheet = colourSheet([...chains]);
  }

  /** The chain or group of that slug; null when there is none. */
  find(slug: string): Subject | null {
    return this.#subjects.get(slug) ?? null;
  }

  /** Slugs of all chains, then of all groups. */
  get slugs(): string[] {
    return [...this.chains, ...this.groups].map(({ slug }) => slug);
  }

  /** The colour `#rrggbb` of a custom property such as `chain-base`; null where it is no chain's. */
  colourOf(property: string, theme: keyof ChainColours): string | null {
    const chain = property.startsWith("chain-") ? this.find(property.slice("chain-".length))?.chain : null;
    return chain?.colours?.[theme] ?? null;
  }
}
