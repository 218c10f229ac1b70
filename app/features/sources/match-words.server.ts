/** Which sources people ask for by words, an identifier or an address. */
import { Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { inPlainLetters } from "~/platform/plain-letters";
import { identifyTyped } from "./identify-typed";

/** Everything that is asked for by words as people cite ("Croman et al. (2016)"), or by one identifier or address. */
export async function matchingWords(tx: Tx, q: string): Promise<Prisma.SourceWhereInput[]> {
  const typed = q
    .split(/[\s,;()&“”"]+/)
    .map((word) => word.replace(/(?<=.)[.:?!]+$/, ""))
    .filter(Boolean);
  const telling = typed.filter((word) => !/^(?:et|al|and|eds?)$/i.test(word));
  const words = (telling.length > 0 ? telling : typed).slice(0, mostWords).map(asAsked);
  const found = await findByIdentifiers(tx, words);
  const all = words.map((word, at) => matching(word, found[at]!));
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
  const identifier = word.toLowerCase().replace(/^(?:doi|arxiv|isbn|issn|iacr|eip|erc):(?=.)/, "");
  const isLikeIsbn = /^[\d-]{8,17}x?$/.test(identifier);
  return {
    plain: inPlainLetters(word),
    identifiers: [identifier, ...(isLikeIsbn ? [identifier.replaceAll("-", "")] : [])].filter(isLongEnough),
  };
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
