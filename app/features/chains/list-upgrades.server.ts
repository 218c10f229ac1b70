import { db } from "~/platform/db.server";

export type Upgrade = {
  slug: string;
  name: string;
  what: string;
  activatedAt: Date | null;
  block: number | null;
  blobTarget: number | null;
  blobMax: number | null;
  metaEip: number | null;
  asOf: string;
  sourceName: string;
  sourceUrl: string;
};

/** A chain's upgrades, planned ones first, then newest first. */
export async function listUpgrades(chain: string): Promise<Upgrade[]> {
  return db.chainUpgrade.findMany({
    where: { chainSlug: chain },
    orderBy: { activatedAt: { sort: "desc", nulls: "first" } },
    omit: { chainSlug: true },
  });
}
