import type { Tx } from "~/platform/db.server";
import { isCitekey } from "./citekeys";
import type { Words } from "./describe-source";
import type { Identity } from "./identity";
import type { CslItem } from "./references/csl";

/** A source that a text cites, known or new. */
export type Wanted = {
  identity: Identity;
  /** What else its reference says it is known by. */
  alsoKnownAs: Identity[];
  given: Words;
  reference: CslItem | null;
};

/** The cited source, and the source that it was merged into. */
export type Found = { id: number; rootId: number };

/** Existing sources by `identityKey`. */
export async function findSources(tx: Tx, identities: Identity[]): Promise<Map<string, Found>> {
  if (identities.length === 0) return new Map();
  const rows = await tx.sourceIdentifier.findMany({
    where: { OR: byScheme(identities) },
    select: { scheme: true, value: true, source: { select: { id: true, mergedIntoId: true } } },
  });
  const roots = await findRoots(
    tx,
    rows.map(({ source }) => source),
  );
  return new Map(
    rows.map((row) => [`${row.scheme}:${row.value}`, { id: row.source.id, rootId: roots.get(row.source.id)! }]),
  );
}

function byScheme(identities: Identity[]) {
  const schemes = new Map<string, string[]>();
  for (const { scheme, value } of identities) schemes.set(scheme, [...(schemes.get(scheme) ?? []), value]);
  return [...schemes].map(([scheme, values]) => ({ scheme, value: { in: [...new Set(values)] } }));
}

/** Sources by citekey, including former citekeys. */
export async function findByCitekeys(tx: Tx, citekeys: string[]): Promise<Map<string, Found>> {
  const keys = [...new Set(citekeys.filter(isCitekey))];
  if (keys.length === 0) return new Map();
  const named = await tx.source.findMany({
    where: { citekey: { in: keys } },
    select: { id: true, citekey: true, mergedIntoId: true },
  });
  const missing = keys.filter((key) => !named.some(({ citekey }) => citekey === key));
  const renamed = missing.length
    ? await tx.sourceIdentifier.findMany({
        where: { scheme: "citekey", value: { in: missing } },
        select: { value: true, source: { select: { id: true, mergedIntoId: true } } },
      })
    : [];
  const all = [
    ...named.map(({ citekey, ...source }) => ({ key: citekey, source })),
    ...renamed.map(({ value, source }) => ({ key: value, source })),
  ];
  const roots = await findRoots(
    tx,
    all.map(({ source }) => source),
  );
  return new Map(all.map(({ key, source }) => [key, { id: source.id, rootId: roots.get(source.id)! }]));
}

/** Follows merges: each source maps to itself or to the one it was finally merged into. */
export async function findRoots(
  tx: Tx,
  sources: { id: number; mergedIntoId: number | null }[],
): Promise<Map<number, number>> {
  const roots = new Map(sources.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id]));
  for (let open = merged(sources); open.length > 0;) {
    const next = await tx.source.findMany({ where: { id: { in: open } }, select: { id: true, mergedIntoId: true } });
    for (const { id, mergedIntoId } of next) {
      if (mergedIntoId === null) continue;
      for (const [from, root] of roots) if (root === id) roots.set(from, mergedIntoId);
    }
    open = merged(next);
  }
  return roots;
}

const merged = (sources: { mergedIntoId: number | null }[]) => [
  ...new Set(sources.flatMap(({ mergedIntoId }) => mergedIntoId ?? [])),
];
