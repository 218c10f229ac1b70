import type { Tx } from "~/platform/db.server";
import { type Found, findSources, type Wanted } from "./find-sources.server";
import { isSure } from "./identify-reference";
import { type Identity, identityKey, type Scheme } from "./identity";

/** The sources of a text, as far as they exist. */
type Matched = {
  /** By the key of the identity that the text gives first. */
  known: Map<string, Found>;
  /** The others, grouped by work. */
  missing: Wanted[][];
  /** What known sources are newly known by. */
  aliases: { identity: Identity; sourceId: number }[];
};

/** Something that references may be of: what it is known by, and whether an address opens it. */
export type Candidate = { identities: Pick<Identity, "scheme" | "value">[]; hasAddress: boolean };

/** Identities besides the first that a source keeps: never an address, behind which anything may stand. */
export const isAlias = (identity: Identity) => isSure(identity) || identity.scheme === "work";

/**
 * Finds each source by its identity, else by another identifier of its reference, else by title, author and year. Two works
 * that differ in an identifier of one scheme are two.
 */
export async function matchSources(tx: Tx, wanted: Wanted[]): Promise<Matched> {
  const asked = wanted.flatMap(({ identity, alsoKnownAs }) => [identity, ...alsoKnownAs.filter(isAlias)]);
  const found = await findSources(tx, asked);
  const candidates = await readCandidates(tx, [...new Set([...found.values()].map(({ id }) => id))]);
  const known = new Map<string, Found>();
  const missing: Wanted[][] = [];
  const aliases: Matched["aliases"] = [];
  for (const one of wanted) {
    const key = identityKey(one.identity);
    const direct = known.get(key) ?? found.get(key);
    const match = direct ?? findMatch(one, found, candidates);
    if (!match) {
      const group = missing.find(([first, ...rest]) => [first!, ...rest].some((other) => isSameWork(one, other)));
      if (group) group.push(one);
      else missing.push([one]);
      continue;
    }
    known.set(key, match);
    const candidate = candidates.get(match.id)!;
    for (const identity of direct ? one.alsoKnownAs : [one.identity, ...one.alsoKnownAs]) {
      if (found.has(identityKey(identity)) || !(isAlias(identity) || identity === one.identity)) continue;
      if (isSure(identity) && differsIn(identity, candidate.identities)) continue;
      candidate.identities.push(identity);
      aliases.push({ identity, sourceId: match.id });
    }
  }
  return { known, missing, aliases };
}

function findMatch(one: Wanted, found: Map<string, Found>, candidates: Map<number, Candidate>): Found | undefined {
  for (const identity of one.alsoKnownAs.filter(isAlias)) {
    const match = found.get(identityKey(identity));
    const candidate = match && candidates.get(match.id);
    if (candidate && canJoin(one, candidate)) return match;
  }
  return undefined;
}

export function canJoin(
  { identity, alsoKnownAs }: Pick<Wanted, "identity" | "alsoKnownAs">,
  { identities, hasAddress }: Candidate,
): boolean {
  if (identities.some(isPage) || (isPage(identity) && hasAddress)) return false;
  return ![identity, ...alsoKnownAs].some((one) => isSure(one) && differsIn(one, identities));
}

/** Whether an address or what stands at one, and no reference, says what a source is. */
export const isPage = ({ scheme }: Pick<Identity, "scheme">) => !sureOrWork.has(scheme);

const sureOrWork: ReadonlySet<Scheme> = new Set(["doi", "arxiv", "iacr", "isbn", "eip", "work"]);

export const differsIn = ({ scheme, value }: Identity, identities: Candidate["identities"]) =>
  identities.some((other) => other.scheme === scheme && other.value !== value);

/** Two new references in one text. */
function isSameWork(one: Wanted, other: Wanted): boolean {
  if (identityKey(one.identity) === identityKey(other.identity)) return true;
  const all = [other.identity, ...other.alsoKnownAs.filter(isAlias)];
  const keys = new Set(all.map(identityKey));
  const isNamedAlike = [one.identity, ...one.alsoKnownAs.filter(isAlias)].some((mine) => keys.has(identityKey(mine)));
  return isNamedAlike && canJoin(one, { identities: all, hasAddress: other.identity.url !== null });
}

export async function readCandidates(tx: Tx, ids: number[]): Promise<Map<number, Candidate>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.source.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      url: true,
      identifiers: { where: { scheme: { not: "citekey" } }, select: { scheme: true, value: true } },
    },
  });
  return new Map(
    rows.map(({ id, url, identifiers }) => [
      id,
      { identities: identifiers as Candidate["identities"], hasAddress: url !== null },
    ]),
  );
}
