/** Which sources people ask for by words, an identifier or an address. */
import { Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { inPlainLetters } from "~/platform/plain-letters";
import { identifyTyped } from "./identify-typed";

/** Everything that is asked for by words as people cite ("Croman et al. (2016)"), or by one identifier or address. */
export async function matchingWords(tx: Tx, q: string): Promise<Prisma.SourceWhereInput[]> {
  const typed = q
    .split(/[\s,;()&+|[\]{}^“”„"«»‹›‘‚…–—]+/)
    .map((word) => word.replace(/(?<=.)(?:['’]s)?[.:?!'’]*$/, ""))
    .filter(Boolean);
  const telling = typed.filter((word) => !/^(?:et|al|and|eds?|doi|isbn(?:-1[03])?|issn|arxiv)$/i.test(word));
  const words = (telling.length > 0 ? telling : typed).slice(0, mostWords);
  const asked = words.map(asAsked);
  const found = await findByIdentifiers(tx, asked);
  const all = words.map((word, at): Prisma.SourceWhereInput => {
    const whole = matching(asked[at]!, found[at]!);
    const parts = partsOf(word).map((part) => matching({ plain: inPlainLetters(part), identifiers: [] }, []));
    return parts.length > 0 ? { OR: [whole, { AND: parts }] } : whole;
  });
  const identity = identifyTyped(q, { ownOrigin: env().publicOrigin });
  if (!identity) return all;
  const { scheme, value } = identity;
  const known = await tx.sourceIdentifier.findUnique({ where: { scheme_value: { scheme, value } } });
  if (!known) return all.length > 0 ? all : [{ id: { in: [] } }];
  return [{ OR: [{ id: known.sourceId }, ...(all.length > 0 ? [{ AND: all }] : [])] }];
}

const mostWords = 6;

/** A word in plain letters, and the identifiers that it can be a part of. */
type Asked = { plain: string; identifiers: string[] };

function asAsked(word: string): Asked {
  const named = word.replace(/^(?:author|title|year|by):(?=.)/i, "");
  const identifier = named.toLowerCase().replace(/^(?:(?:doi|arxiv|isbn|issn|iacr|eip|erc):|abs\/)(?=.)/, "");
  const isLikeIsbn = /^[\d-]{8,17}x?$/.test(identifier);
  const identity = identifyTyped(named.replace(/^abs\//i, ""), { ownOrigin: env().publicOrigin });
  const all = [identifier, ...(isLikeIsbn ? [identifier.replaceAll("-", "")] : []), identity?.value ?? ""];
  return { plain: inPlainLetters(named), identifiers: [...new Set(all)].filter(isLongEnough) };
}

/** Words that are written as one: "Croman-Juels", a key like "Croman2016" or "Croman16", "2016a". Else none. */
function partsOf(word: string): string[] {
  const [, name, year] = /^(\p{L}[\p{L}-]+)(\d{4}|\d{2})[a-z]?$/u.exec(word) ?? [];
  if (name && year) return [name, year];
  const [, alone] = /^(\d{4})[a-z]$/.exec(word) ?? [];
  if (alone) return [alone];
  const joined = word.split(/[-/]/);
  return joined.length > 1 && joined.every((part) => /^\p{L}{2,}$/u.test(part)) ? joined : [];
}

/** An index of trigrams finds parts of three letters or more. */
const isLongEnough = (part: string) => part.length >= 3;

/** By title, name, site, author, editor, container, publisher, year, or an identifier as people write it. */
const matching = ({ plain, identifiers }: Asked, ids: number[] | null): Prisma.SourceWhereInput => ({
  OR: [
    { plainWords: { contains: literally(plain) } },
    ...(ids === null
      ? identifiers.map((part) => ({
          identifiers: { some: { value: { contains: literally(part), mode: "insensitive" as const } } },
        }))
      : [{ id: { in: ids } }]),
  ],
});

/** Prisma passes what a pattern means on. */
const literally = (part: string) => part.replaceAll(/[\\%_]/g, "\\$&");

/** More of them are not worth a list: with that many the ones that are cited most are soon found. */
const mostIds = 500;

/**
 * By word: the sources with an identifier of which it is a part; null where they are very many. To know them first lets the
 * database use the indexes of words and of identifiers together.
 */
async function findByIdentifiers(tx: Tx, words: Asked[]): Promise<(number[] | null)[]> {
  const parts = words.flatMap(({ identifiers }, at) =>
    identifiers.map(
      (part) => Prisma.sql`(select ${at}::int as "at", "sourceId" from "SourceIdentifier"
      where "value" ilike ${`%${literally(part)}%`} limit ${mostIds + 1})`,
    ),
  );
  const found = words.map((): number[] => []);
  if (parts.length === 0) return found;
  const rows = await tx.$queryRaw<{ at: number; sourceId: number }[]>`${Prisma.join(parts, " union all ")}`;
  for (const { at, sourceId } of rows) found[at]!.push(sourceId);
  return found.map((ids) => (ids.length > mostIds ? null : [...new Set(ids)]));
}
