import { type CslItem, type CslType, dateOf } from "./references/csl";
import { familyOf } from "./references/csl-names";
import { identify } from "./identify";
import { type Identity, identityKey, type Scheme } from "./identity";

/** Types of which an ISBN means the work itself, and not the volume that it is a part of. */
const isbnTypes: ReadonlySet<CslType> = new Set(["book", "thesis", "report"]);

/**
 * Everything that a reference is known by, the surest first: its identifiers, its address, then title, author and year.
 * Empty when it has not even a title. The first says which address to open, if any of them does.
 */
export function identitiesOf(csl: CslItem, ownOrigin: string): Identity[] {
  const { DOI, URL: url, ISBN, PMID, PMCID, number, medium, archive, archive_location: location, publisher } = csl;
  const given = [
    DOI && `doi:${DOI}`,
    medium && /^(?:eip|erc)[ -]?\d+$/i.test(medium) && medium,
    number && /^(?:arxiv|iacr|eip|erc|doi)\b/i.test(number) && number,
    publisher === "Cryptology ePrint Archive" && number && `iacr:${number}`,
    archive === "arXiv" && location && `arxiv:${location}`,
    ...(ISBN && isbnTypes.has(csl.type) ? isbnsIn(ISBN) : []),
    url,
    PMID && /^\d{1,9}$/.test(PMID) && `https://pubmed.ncbi.nlm.nih.gov/${PMID}/`,
    PMCID &&
      /^(?:PMC)?\d{1,9}$/i.test(PMCID) &&
      `https://pmc.ncbi.nlm.nih.gov/articles/PMC${PMCID.replace(/\D+/, "")}/`,
  ];
  const found = given.flatMap((one) => (one ? (identify(one, { ownOrigin }) ?? []) : []));
  const work = workOf(csl);
  const all = distinct(work ? [...found, work] : found);
  const address = all.find((identity) => identity.url !== null)?.url ?? null;
  return all.map((identity, index) =>
    index === 0 && identity.url === null ? { ...identity, url: address } : identity,
  );
}

/** The numbers in a field that may hold several, with words around them. The first good one is the work's. */
const isbnsIn = (text: string) =>
  (text.match(/(?<!\d)(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx](?!\d)/g) ?? [])
    .map((one) => `isbn:${one}`)
    .filter((one) => identify(one))
    .slice(0, 1);

const distinct = (all: Identity[]): Identity[] =>
  all.filter((one, index) => all.findIndex((other) => identityKey(other) === identityKey(one)) === index);

/** A work by type, title, first author and year; null when neither a title nor anybody nor a container is named. */
function workOf(csl: CslItem): Identity | null {
  const words = csl.title ?? csl["title-short"] ?? csl["container-title"] ?? "";
  // A title of signs alone ("π ≠ ∞" has a letter, "∞" has none) is told from others by their codes.
  const title =
    folded(words, 240) || Array.from(words.slice(0, 40), (sign) => sign.codePointAt(0)!.toString(16)).join("-");
  const [first] = csl.author ?? csl.editor ?? csl.translator ?? [];
  const author = first ? folded(familyOf(first), 80) : "";
  if (title === "" && author === "") return null;
  const year = dateOf(csl)?.[0] ?? "";
  const place = placeOf(csl);
  return { scheme: "work", value: `${csl.type}/${title}/${author}/${year}${place && `/${place}`}`, url: null };
}

/** Where a part without a title of its own stands: two chapters of one book are two works. Empty for all others. */
function placeOf(csl: CslItem): string {
  const {
    title,
    volume,
    issue,
    page,
    "title-short": short,
    "container-title": container,
    "chapter-number": chapter,
  } = csl;
  // BibTeX's @inbook has the book's title, and no other.
  const isPart = !(title ?? short) || (csl.type === "chapter" && !container);
  return isPart ? folded([volume, issue, chapter, page].filter(Boolean).join(" "), 60) : "";
}

/** Letters and numbers of any script, without accents, case and what stands between them. */
const folded = (text: string, longest: number) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, longest)
    .replace(/\p{Surrogate}$/u, "");

/** Identifiers by which two references are surely of one work. An address may hold anything, today or tomorrow. */
const sure: ReadonlySet<Scheme> = new Set(["doi", "arxiv", "iacr", "isbn", "eip"]);
export const isSure = ({ scheme }: Identity) => sure.has(scheme);
