import type { CitationTarget, Warning } from "~/features/markdown/markdown";
import {
  type Found,
  findByCitekeys,
  findOrAddSources,
  findSources,
  identify,
  identityOf,
  readReference,
  type Wanted,
} from "~/features/sources/sources.server";
import { type Identity, identityKey, isCitekey } from "~/features/sources/sources";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";

/** What a target turned out to be: its source, and what its address says besides. */
export type FoundTarget = { found: Found | null; wanted: Wanted | null };

/**
 * What each target means: first its definition, then its key as an identifier or address, then as the name of a source
 * on this site. With `by`, sources that nobody has cited before are written down.
 */
export async function findTargets(
  tx: Tx,
  targets: CitationTarget[],
  by: { id: number } | null,
): Promise<FoundTarget[]> {
  const wanted = targets.map(wantedOf);
  const all = wanted.filter((one) => one !== null);
  const known = by
    ? await findOrAddSources(tx, all, by)
    : await findSources(
        tx,
        all.map(({ identity }) => identity),
      );
  const keys = targets.map(({ key, definition }) => (definition ? "" : key.toLowerCase()));
  const named = await findByCitekeys(tx, keys.filter(isCitekey));
  return targets.map((_, index) => {
    const one = wanted[index]!;
    if (one) return { found: known.get(identityKey(one.identity)) ?? null, wanted: one };
    return { found: named.get(keys[index]!) ?? null, wanted: null };
  });
}

function wantedOf({ key, definition }: CitationTarget): Wanted | null {
  const ownOrigin = env().publicOrigin;
  if (!definition) {
    const identity = identify(key, { ownOrigin });
    return identity && { identity, given: { title: "", words: "" }, reference: null };
  }
  const reference = definition.data ? readReference(definition.data) : null;
  const identity: Identity | null = identify(definition.address, { ownOrigin }) ?? (reference && identityOf(reference));
  return identity && { identity, given: { title: definition.title, words: definition.words }, reference };
}

/** Sentences for the markers that mean nothing, with up to three names that are near. */
export async function warnOfUnknown(
  tx: Tx,
  unknown: { key: string; line: number; isDefined: boolean; isQuoted: boolean }[],
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const { key, line, isDefined, isQuoted } of unknown.slice(0, 20)) {
    if (isDefined) {
      warnings.push({ line, message: `“[^${key}]” is defined by an address that others can’t open.` });
      continue;
    }
    const near = await findNear(tx, key);
    const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `[^${name}]`).join(" or ")}?` : "";
    const where = isQuoted ? " In a quotation only definitions inside it count." : "";
    warnings.push({
      line,
      message: `There is no source “[^${key}]”: it stays as typed.${where}${hint}`,
      // What somebody else wrote is not for this writer to mend.
      ...(!isQuoted && { fault: { kind: "unknown", key } }),
    });
  }
  return warnings;
}

async function findNear(tx: Tx, key: string): Promise<string[]> {
  const word = key
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  if (word.length < 2) return [];
  const rows = await tx.source.findMany({
    where: {
      OR: [{ citekey: { startsWith: word } }, { citekey: { contains: word } }],
      mergedIntoId: null,
      hiddenAt: null,
    },
    orderBy: [{ postCount: "desc" }, { id: "asc" }],
    take: 3,
    select: { citekey: true },
  });
  return rows.map(({ citekey }) => citekey);
}
