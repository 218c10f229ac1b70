import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { findSources } from "./find-sources.server";
import { identify } from "./identify";
import { identitiesOf, isSure } from "./identify-reference";
import { type Identity, identityKey } from "./identity";
import { type Candidate, canJoin, differsIn, isAlias, isPage, readCandidates } from "./match-sources.server";
import { storedItem } from "./references/csl";

const atOnce = 200;

/** Two sources that one name of theirs says are one; the older is `intoId`. */
type Double = { fromId: number; intoId: number; key: string };

/**
 * Reads the next sources after this id as today's rules would, and adds the names that they lack. Names of others are answered
 * with, and so is the last id that was read; null at the end.
 */
export async function renameByRules(tx: Tx, after: number): Promise<{ last: number | null; doubles: Double[] }> {
  const rows = await tx.source.findMany({
    where: { id: { gt: after }, mergedIntoId: null },
    orderBy: { id: "asc" },
    take: atOnce,
    select: { id: true, url: true, csl: true },
  });
  const read = rows.map(namesOf);
  const found = await findSources(
    tx,
    read.flatMap(({ address, others }) => (address ? [address, ...others] : others)),
  );
  const roots = [...new Set([...rows.map(({ id }) => id), ...[...found.values()].map(({ rootId }) => rootId)])];
  const candidates = await readCandidates(tx, roots);
  const added: { scheme: string; value: string; sourceId: number }[] = [];
  const doubles = new Map<number, Double>();
  for (const { id, address, others } of read) {
    const own = candidates.get(id)!;
    // A paper has an address to open, and is not the page behind it.
    for (const name of address && own.identities.some(isPage) ? [address, ...others] : others) {
      const key = identityKey(name);
      const owner = found.get(key);
      if (!owner) {
        if (isSure(name) && differsIn(name, own.identities)) continue;
        added.push({ scheme: name.scheme, value: name.value, sourceId: id });
        found.set(key, { id, rootId: id });
        own.identities.push(name);
        continue;
      }
      const other = candidates.get(owner.rootId);
      if (owner.rootId === id || !other || !areOne(own, other, name === address)) continue;
      const [intoId, fromId] = [Math.min(id, owner.rootId), Math.max(id, owner.rootId)];
      doubles.set(fromId, { fromId, intoId, key });
    }
  }
  await tx.sourceIdentifier.createMany({ data: added, skipDuplicates: true });
  return { last: rows.length === atOnce ? rows.at(-1)!.id : null, doubles: [...doubles.values()] };
}

/** What a source is called by its address, and by the identifiers, title, author and year of its reference. */
function namesOf({ id, url, csl }: { id: number; url: string | null; csl: unknown }) {
  const ownOrigin = env().publicOrigin;
  const address = url === null ? null : identify(url, { ownOrigin });
  return { id, address, others: identitiesOf(storedItem(csl), ownOrigin).filter(isAlias) };
}

/** Two that differ in a sure identifier are two. Else one address is one source, and one reference where no page is of it. */
function areOne(own: Candidate, other: Candidate, isByAddress: boolean): boolean {
  const mine = own.identities as Identity[];
  if (mine.some((one) => isSure(one) && differsIn(one, other.identities))) return false;
  const [identity, ...alsoKnownAs] = mine;
  return isByAddress || (identity !== undefined && canJoin({ identity, alsoKnownAs }, other));
}
