import type { Prisma, Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import { tidyHost } from "./canonical-address";
import { citekeyFor, freeCitekey, isCitekey } from "./citekeys";
import { CslItem, storedItem } from "./references/csl";
import { type Described, describeSource, fromWords, isSaid, type Origin, type Words } from "./describe-source";
import { findEips } from "./eips.server";
import { type Identity, identityKey } from "./identity";
import { lockSources } from "./lock-sources.server";

/** A source that a text cites, known or new. */
export type Wanted = { identity: Identity; given: Words; reference: CslItem | null };

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

/** Who cites: a member, in a post or beside one. */
type Citer = { id: number; postId?: number };

/** The origins of a post's own words name the post, so that they can be withheld with it. */
const saidIn = (postId: number | undefined, origins: Record<string, Origin>): Record<string, Origin> =>
  Object.fromEntries(
    Object.entries(origins).map(([field, origin]) => [
      field,
      isSaid(origin) && postId ? { ...origin, postId } : origin,
    ]),
  );

/** Finds each source and creates those that don't exist. Returns them by `identityKey`. */
export async function findOrAddSources(
  tx: Tx,
  wanted: Wanted[],
  by: Citer | null,
  alsoChanges: () => Promise<number[]> = async () => [],
): Promise<Map<string, Found>> {
  const identities = wanted.map(({ identity }) => identity);
  const known = await findSources(tx, identities);
  const missing = () => wanted.filter(({ identity }) => !known.has(identityKey(identity)));
  if (missing().length > 0) {
    // If two posts cite the same new address at once, the second waits and finds the first one's source.
    await lock(tx, "addSource");
    for (const [key, found] of await findSources(tx, identities)) known.set(key, found);
    for (const [key, found] of await addAll(tx, missing(), by)) known.set(key, found);
  }
  await nameTheNameless(tx, wanted, known, by, alsoChanges);
  return known;
}

async function addAll(tx: Tx, wanted: Wanted[], by: Citer | null) {
  const distinct = [...new Map(wanted.map((one) => [identityKey(one.identity), one])).values()];
  const described = await describeAll(tx, distinct);
  const keys = described.map(({ wanted: { identity }, csl }) => citekeyFor(identity, csl));
  const taken = await takenCitekeys(tx, keys);
  const sources = described.map(({ wanted: { identity }, kind, csl, fieldOrigin }, index) => {
    const citekey = freeCitekey(keys[index]!, (key) => taken.has(key));
    taken.add(citekey);
    return {
      citekey,
      kind,
      csl: csl as Prisma.InputJsonValue,
      fieldOrigin: saidIn(by?.postId, fieldOrigin),
      title: csl.title!,
      url: identity.url,
      host: identity.url ? tidyHost(new URL(identity.url).hostname) : "",
      archivedUrl: identity.archivedUrl ?? null,
      createdById: by?.id ?? null,
    };
  });
  const rows = await tx.source.createManyAndReturn({ data: sources, select: { id: true, citekey: true } });
  const ids = new Map(rows.map(({ citekey, id }) => [citekey, id]));
  const added = distinct.map(({ identity }, index) => ({ identity, id: ids.get(sources[index]!.citekey)! }));
  await tx.sourceIdentifier.createMany({
    data: added.map(({ identity: { scheme, value }, id }) => ({ scheme, value, sourceId: id })),
  });
  return new Map(added.map(({ identity, id }) => [identityKey(identity), { id, rootId: id }]));
}

/** Metadata known without opening the source. A complete reference by the author precedes the author's own words. */
export async function describeAll(tx: Tx, wanted: Wanted[]): Promise<(Described & { wanted: Wanted })[]> {
  const numbers = wanted.flatMap(({ identity }) => (identity.scheme === "eip" ? [Number(identity.value)] : []));
  const eips = await findEips(tx, numbers);
  return wanted.map((one) => {
    const described = describeSource(one.identity, one.given, eips.get(Number(one.identity.value)));
    if (!one.reference) return { ...described, wanted: one };
    const { id: _id, ...reference } = Object.fromEntries(
      Object.entries(one.reference).filter(([, value]) => value !== undefined),
    );
    const origins = Object.keys(reference).map((field) => [field, { from: "reference" as const }]);
    return {
      ...described,
      csl: CslItem.parse({ ...described.csl, ...reference }),
      fieldOrigin: { ...described.fieldOrigin, ...Object.fromEntries(origins) },
      wanted: one,
    };
  });
}

// One of the first numbered names is nearly always free; read all of them only if not.
const numbersTried = 10;

async function takenCitekeys(tx: Tx, keys: string[]): Promise<Set<string>> {
  const bases = [...new Set(keys.flatMap((key) => [key, `source-${key}`]))];
  const candidates = bases.flatMap((key) => [
    key,
    ...Array.from({ length: numbersTried }, (_, index) => `${key}-${index + 2}`),
  ]);
  const taken = await namesAmong(tx, { in: candidates }, { in: candidates });
  const crowded = bases.filter(
    (key) => taken.has(`${key}-${numbersTried + 1}`) || keys.filter((one) => one === key).length > 5,
  );
  for (const key of crowded)
    for (const name of await namesAmong(tx, { startsWith: `${key}-` }, { startsWith: `${key}-` })) taken.add(name);
  return taken;
}

async function namesAmong(tx: Tx, citekey: Prisma.StringFilter, value: Prisma.StringFilter): Promise<Set<string>> {
  const named = await tx.source.findMany({ where: { citekey }, select: { citekey: true } });
  const renamed = await tx.sourceIdentifier.findMany({ where: { scheme: "citekey", value }, select: { value: true } });
  return new Set([...named.map((row) => row.citekey), ...renamed.map((row) => row.value)]);
}

/** A source known only by its address takes the title that the first author gives. */
async function nameTheNameless(
  tx: Tx,
  wanted: Wanted[],
  known: Map<string, Found>,
  by: Citer | null,
  alsoChanges: () => Promise<number[]>,
) {
  const said = wanted.filter(({ given }) => given.title || given.words);
  if (said.length === 0) return;
  const ids = said.flatMap(({ identity }) => known.get(identityKey(identity))?.id ?? []);
  const where = { id: { in: ids }, fieldOrigin: { path: ["title", "from"], equals: "address" } };
  if ((await tx.source.count({ where })) === 0) return;
  await lockSources(tx, [...[...known.values()].flatMap(({ id, rootId }) => [id, rootId]), ...(await alsoChanges())]);
  const nameless = await tx.source.findMany({
    where,
    select: { id: true, csl: true, fieldOrigin: true, lockedFields: true },
  });
  for (const { id, csl, fieldOrigin, lockedFields } of nameless) {
    const words = said.find(({ identity }) => known.get(identityKey(identity))?.id === id)?.given;
    const old = storedItem(csl);
    const named = words ? fromWords(words, old["container-title"] ?? old.publisher) : {};
    if (!named.title || lockedFields.includes("title")) continue;
    const origins = Object.keys(named).map((field) => [field, { from: "writer" as const, ...(by && { byId: by.id }) }]);
    await tx.source.update({
      where: { id },
      data: {
        title: named.title,
        csl: { ...old, ...named } as Prisma.InputJsonValue,
        fieldOrigin: { ...(fieldOrigin as Prisma.JsonObject), ...saidIn(by?.postId, Object.fromEntries(origins)) },
      },
    });
  }
}
