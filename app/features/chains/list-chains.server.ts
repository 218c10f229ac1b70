import { db } from "~/platform/db.server";
import { type GroupRef, layerOf } from "./chain";
import type { FieldKey } from "./fact-field";
import type { ListedChain } from "./chain-list";

const shown = ["status", "kind", "stack", "family", "proof", "stage", "da", "launched"] as const satisfies FieldKey[];

/** Every chain of the registry, or of one group, in the order they were added. */
export async function listChains(group?: string): Promise<ListedChain[]> {
  const rows = await db.chain.findMany({
    where: group === undefined ? {} : { groups: { some: { groupSlug: group } } },
    orderBy: { shortName: "asc" },
    select: {
      slug: true,
      shortName: true,
      layer: true,
      groups: { select: { group: { select: { slug: true, name: true } } }, orderBy: { groupSlug: "asc" } },
      facts: {
        where: { field: { in: [...shown] }, standing: { not: "past" } },
        select: { field: true, value: true, standing: true },
      },
    },
  });
  return rows.map(({ facts, groups, layer, ...row }) => ({
    ...row,
    layer: layerOf(layer),
    groups: groups.map((member) => member.group),
    facts: Object.fromEntries(
      facts.filter(({ standing }) => standing === "present").map(({ field, value }) => [field, value]),
    ),
    differs: facts.filter(({ standing }) => standing === "differs").map(({ field }) => field as FieldKey),
  }));
}

export type ChainGroup = {
  slug: string;
  name: string;
  definition: string;
  asOf: string;
  sourceName: string;
  sourceUrl: string;
};

/** A group by its slug, null when there is none. */
export const findGroup = (slug: string): Promise<ChainGroup | null> => db.chainGroup.findUnique({ where: { slug } });

/** The groups, each with how many chains it has; the largest first. */
export async function listGroups(): Promise<(GroupRef & { members: number })[]> {
  const rows = await db.chainGroup.findMany({
    select: { slug: true, name: true, _count: { select: { members: true } } },
  });
  return rows
    .map(({ _count, ...group }) => ({ ...group, members: _count.members }))
    .toSorted((a, b) => b.members - a.members || a.name.localeCompare(b.name));
}
