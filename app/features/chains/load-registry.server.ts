import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { databaseNow, type Tx } from "~/platform/db.server";
import { freePair } from "./chain-line";
import type { Registry, RegistryChain, RegistryFact, RegistryGroup, RegistryUpgrade } from "./registry";

/**
 * Brings the registry's chains, facts, groups and upgrades into the database. Running it again changes nothing; a newer
 * edition replaces what it says otherwise, but a field that an administrator corrected stays as it is. Every start calls
 * it, and most find nothing to write.
 */
export async function loadRegistry(tx: Tx, { chains, groups, upgrades }: Registry) {
  await loadChains(tx, chains);
  await loadFacts(tx, chains);
  await loadGroups(tx, groups, chains);
  await loadUpgrades(tx, upgrades);
}

async function loadChains(tx: Tx, chains: RegistryChain[]) {
  const slugs = chains.map(({ slug }) => slug);
  const drawn = await tx.chain.findMany({
    where: { slug: { in: slugs }, mark: { not: null } },
    select: { slug: true },
  });
  if (drawn.length === slugs.length) return;
  await tx.chain.createMany({
    data: chains.map(({ slug, name, shortName, layer }) => ({ slug, name, shortName, layer })),
    skipDuplicates: true,
  });
  await loadLines(tx, chains);
}

/** Gives chains that have no line in charts yet the one of the file; what an administrator chose stays. */
async function loadLines(tx: Tx, chains: RegistryChain[]) {
  const slugs = chains.map(({ slug }) => slug);
  const bare = await tx.chain.findMany({ where: { slug: { in: slugs }, mark: null }, select: { slug: true } });
  for (const { slug } of bare) {
    const { line, homeRank } = chains.find((chain) => chain.slug === slug)!;
    const taken = await tx.chain.findMany({ where: { mark: { not: null } }, select: { mark: true, dash: true } });
    const { mark, dash } = line ?? freePair(taken);
    await tx.chain.update({
      where: { slug },
      data: {
        mark,
        dash,
        colourLight: line?.light ?? null,
        colourDark: line?.dark ?? null,
        homeRank: homeRank ?? null,
      },
    });
  }
}

type Row = ReturnType<typeof toRow>;

function toRow(chain: RegistryChain, { field, value, note = "", since = null, asOf, ...fact }: FactGiven) {
  const source = chain.sources[fact.source];
  if (!source) throw new Error(`The registry's fact ${chain.slug}/${field} names a source that is not there.`);
  const said = {
    chainSlug: chain.slug,
    field,
    value,
    note,
    since,
    asOf,
    sourceName: source.name,
    sourceUrl: source.url,
    standing: fact.differs ? ("differs" as const) : ("present" as const),
  };
  const edition = createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 32);
  return { ...said, edition };
}

type FactGiven = Omit<RegistryFact, "since"> & { since?: string | null };

const placeOf = ({ chainSlug, field }: { chainSlug: string; field: string }) => `${chainSlug}/${field}`;

async function loadFacts(tx: Tx, chains: RegistryChain[]) {
  const wanted = chains.flatMap((chain) => chain.facts.map((fact) => toRow(chain, fact)));
  const rows = await tx.chainFact.findMany({
    where: { chainSlug: { in: chains.map(({ slug }) => slug) } },
    select: { id: true, chainSlug: true, field: true, edition: true, standing: true, enteredById: true },
  });
  const corrected = new Set(rows.filter((row) => row.enteredById !== null).map(placeOf));
  const present = new Set(rows.map((row) => row.edition));
  const stays = new Set(wanted.map((row) => row.edition));

  const isOpen = (row: { chainSlug: string; field: string }) => !corrected.has(placeOf(row));
  const outdated = rows.filter((row) => row.standing !== "past" && !stays.has(row.edition ?? "") && isOpen(row));
  const missing = wanted.filter((row: Row) => !present.has(row.edition) && isOpen(row));
  if (outdated.length === 0 && missing.length === 0) return;

  const now = await databaseNow(tx);
  await tx.chainFact.updateMany({
    where: { id: { in: outdated.map(({ id }) => id) } },
    data: { standing: "past", endedAt: now },
  });
  await tx.chainFact.createMany({ data: missing.map((row) => ({ ...row, enteredAt: now })) });
}

async function loadGroups(tx: Tx, groups: RegistryGroup[], chains: RegistryChain[]) {
  const stored = await tx.chainGroup.findMany({
    where: { slug: { in: groups.map(({ slug }) => slug) } },
    select: {
      slug: true,
      name: true,
      definition: true,
      asOf: true,
      sourceName: true,
      sourceUrl: true,
      members: { select: { groupSlug: true, chainSlug: true } },
    },
  });
  const present = stored.flatMap(({ members }) => members);
  const presentPlaces = new Set(present.map(memberPlace));
  const facts = stored.map(({ members, ...group }) => group);
  const ofRegistry = new Set(chains.map(({ slug }) => slug));

  for (const { slug, name, definition, asOf, source, members } of groups) {
    const row = { slug, name, definition, asOf, sourceName: source.name, sourceUrl: source.url };
    if (!facts.some((other) => isDeepStrictEqual({ ...other }, row)))
      await tx.chainGroup.upsert({ where: { slug }, create: row, update: row });
    // Chains that administrators added keep their place.
    const removed = present
      .filter((member) => member.groupSlug === slug && ofRegistry.has(member.chainSlug))
      .map(({ chainSlug }) => chainSlug)
      .filter((chainSlug) => !members.includes(chainSlug));
    if (removed.length > 0)
      await tx.chainGroupMember.deleteMany({ where: { groupSlug: slug, chainSlug: { in: removed } } });
  }
  const missing = groups
    .flatMap(({ slug, members }) => members.map((chainSlug) => ({ groupSlug: slug, chainSlug })))
    .filter((member) => !presentPlaces.has(memberPlace(member)));
  if (missing.length > 0) await tx.chainGroupMember.createMany({ data: missing, skipDuplicates: true });
}

const memberPlace = ({ groupSlug, chainSlug }: { groupSlug: string; chainSlug: string }) => `${groupSlug}/${chainSlug}`;

async function loadUpgrades(tx: Tx, upgrades: RegistryUpgrade[]) {
  const stored = await tx.chainUpgrade.findMany({ where: { slug: { in: upgrades.map(({ slug }) => slug) } } });
  for (const { chain, source, activatedAt, ...upgrade } of upgrades) {
    const row = {
      ...upgrade,
      chainSlug: chain,
      sourceName: source.name,
      sourceUrl: source.url,
      activatedAt: activatedAt === null ? null : new Date(activatedAt),
    };
    if (stored.some((other) => isDeepStrictEqual({ ...other }, row))) continue;
    await tx.chainUpgrade.upsert({ where: { slug: upgrade.slug }, create: row, update: row });
  }
}
