import type { Prisma, Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import { citekeyFor, freeCitekey } from "./citekeys";
import { type Described, describeSource } from "./describe-source";
import { findEips } from "./eips.server";
import type { Found, Wanted } from "./find-sources.server";
import { identityKey } from "./identity";
import { addressColumns, type Citer, learnOfSources, saidIn } from "./learn-of-sources.server";
import { isAlias, matchSources } from "./match-sources.server";
import { withReference } from "./with-reference";

/** Finds each source and creates those that don't exist. Returns them by `identityKey`. */
export async function findOrAddSources(
  tx: Tx,
  wanted: Wanted[],
  by: Citer | null,
  alsoChanges: () => Promise<number[]> = async () => [],
): Promise<Map<string, Found>> {
  let matched = await matchSources(tx, wanted);
  if (matched.missing.length > 0 || matched.aliases.length > 0) {
    // If two posts cite the same new address at once, the second waits and finds the first one's source.
    await lock(tx, "addSource");
    matched = await matchSources(tx, wanted);
    for (const [key, found] of await addAll(tx, matched.missing, by)) matched.known.set(key, found);
    await tx.sourceIdentifier.createMany({
      data: matched.aliases.map(({ identity: { scheme, value }, sourceId }) => ({ scheme, value, sourceId })),
      skipDuplicates: true,
    });
  }
  await learnOfSources(tx, wanted, { known: matched.known, by, alsoChanges });
  return matched.known;
}

/** Creates a source for each group of references to one work. */
async function addAll(tx: Tx, groups: Wanted[][], by: Citer | null) {
  const described = await describeAll(
    tx,
    groups.map(([first]) => first!),
  );
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
      ...addressColumns(identity.url),
      archivedUrl: identity.archivedUrl ?? null,
      createdById: by?.id ?? null,
    };
  });
  const rows = await tx.source.createManyAndReturn({ data: sources, select: { id: true, citekey: true } });
  const ids = new Map(rows.map(({ citekey, id }) => [citekey, id]));
  const added = groups.map((group, index) => ({ group, id: ids.get(sources[index]!.citekey)! }));
  await tx.sourceIdentifier.createMany({
    data: added.flatMap(({ group, id }) =>
      group.flatMap(({ identity, alsoKnownAs }) =>
        [identity, ...alsoKnownAs.filter(isAlias)].map(({ scheme, value }) => ({ scheme, value, sourceId: id })),
      ),
    ),
    skipDuplicates: true,
  });
  return new Map(
    added.flatMap(({ group, id }) => group.map(({ identity }) => [identityKey(identity), { id, rootId: id }] as const)),
  );
}

/** Metadata known without opening the source. A complete reference by the author precedes the author's own words. */
export async function describeAll(tx: Tx, wanted: Wanted[]): Promise<(Described & { wanted: Wanted })[]> {
  const numbers = wanted.flatMap(({ identity }) => (identity.scheme === "eip" ? [Number(identity.value)] : []));
  const eips = await findEips(tx, numbers);
  return wanted.map((one) => {
    const described = describeSource(one.identity, one.given, eips.get(Number(one.identity.value)));
    if (!one.reference) return { ...described, wanted: one };
    return { ...withReference(described, one.identity, one.reference), wanted: one };
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
