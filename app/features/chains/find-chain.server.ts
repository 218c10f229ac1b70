import { db } from "~/platform/db.server";
import { layerOf, type Layer, type GroupRef } from "./chain";
import type { Fact, KnownField, PastFact } from "./fact";
import { factFields, type FieldKey, findField } from "./fact-field";

export type Chain = { slug: string; name: string; shortName: string; layer: Layer; groups: GroupRef[] };

const factCard = {
  id: true,
  field: true,
  value: true,
  note: true,
  since: true,
  asOf: true,
  sourceName: true,
  sourceUrl: true,
} as const;

/** A chain by its slug, null when there is none. */
export async function findChain(slug: string): Promise<Chain | null> {
  const row = await db.chain.findUnique({
    where: { slug },
    select: {
      slug: true,
      name: true,
      shortName: true,
      layer: true,
      groups: { select: { group: { select: { slug: true, name: true } } }, orderBy: { groupSlug: "asc" } },
    },
  });
  return row && { ...row, layer: layerOf(row.layer), groups: row.groups.map(({ group }) => group) };
}

/** The facts of a chain, in the order of the fields, without fields that have none. */
export async function listFacts(slug: string): Promise<KnownField[]> {
  const rows = await db.chainFact.findMany({
    where: { chainSlug: slug, standing: { not: "past" } },
    orderBy: [{ standing: "asc" }, { id: "asc" }],
    select: { ...factCard, standing: true },
  });
  return factFields.flatMap(({ key, label }) => {
    const said = rows
      .filter((row) => row.field === key)
      .map(({ standing, ...row }) => ({ standing, fact: asFact(row) }));
    const present = said.find(({ standing }) => standing === "present")?.fact;
    if (!present) return [];
    return [{ key, label, present, differing: said.filter(({ fact }) => fact !== present).map(({ fact }) => fact) }];
  });
}

const asFact = (row: Omit<Fact, "field"> & { field: string }): Fact => ({ ...row, field: row.field as FieldKey });

/** Everything ever said of a chain, or of one of its fields: the newest first. */
export async function listPastFacts(slug: string, field?: FieldKey): Promise<PastFact[]> {
  const rows = await db.chainFact.findMany({
    where: { chainSlug: slug, ...(field && { field }) },
    orderBy: [{ enteredAt: "desc" }, { id: "desc" }],
    take: 500,
    select: {
      ...factCard,
      standing: true,
      enteredAt: true,
      endedAt: true,
      enteredBy: { select: { handle: true, name: true } },
    },
  });
  return rows.flatMap((row) => {
    const known = findField(row.field);
    return known ? [{ ...row, field: known.key }] : [];
  });
}
