import { months } from "../../../ui/dates";
import { dateNames, entryTypeOf, nameNames, ownName, restName, textNames, genreOfEntry } from "./bibtex-fields";
import { writeNames } from "./bibtex-names";
import type { CslItem } from "./csl";
import { type DateVariable, isPeriod, writeDate } from "./csl-dates";
import { dateFields, nameFields, type TextField, textFields } from "./csl-fields";
import { restOf } from "./exact";
import { textToLatex, titleToLatex } from "./latex";
import { readBibtex } from "./read-bibtex";
import type { Reference } from "./reference";

/**
 * BibTeX, one entry per source, with the citekey as key. Types that BibTeX lacks are `@misc` with the type in
 * `csl-type`; fields that it lacks are `csl-…`.
 */
export function toBibtex(references: Reference[]): string {
  return references.map(entry).join("\n");
}

type Field = [name: string, value: string | undefined];

function entry(reference: Reference): string {
  const fields = fieldsOf(reference);
  const bare = written(reference, fields);
  const item = { ...reference.csl, ...(reference.accessed && { accessed: { "date-parts": [reference.accessed] } }) };
  const [readBack] = readBibtex(bare).items;
  const note = reference.archivedUrl ? readBack?.note : item.note;
  const rest = restOf({ ...item, note } as CslItem, readBack);
  return rest ? written(reference, [...fields, [restName, plain(rest)]]) : bare;
}

function written({ citekey, csl }: Reference, fields: Field[]) {
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`  ${name} = ${name === "month" ? value : `{${value}}`},`],
  );
  return `@${entryType(csl)}{${citekey},\n${lines.join("\n")}\n}\n`;
}

function entryType({ type, genre }: CslItem): string {
  if (type === "thesis" && genre === genreOfEntry["mastersthesis"]) return "mastersthesis";
  return entryTypeOf[type] ?? "misc";
}

function fieldsOf({ csl, accessed, archivedUrl, orcid }: Reference): Field[] {
  const type = entryType(csl);
  const arxiv = csl.publisher === "arXiv" ? /^arXiv:(.+)$/i.exec(csl.number ?? "")?.[1] : undefined;
  const isArticle = type === "article";
  const isPiece = type === "inproceedings" || type === "incollection";
  const container = isArticle ? "journal" : isPiece ? "booktitle" : "organization";
  const publisher = type === "techreport" ? "institution" : type.endsWith("thesis") ? "school" : "publisher";
  const how =
    csl.publisher === "Cryptology ePrint Archive"
      ? `Cryptology {ePrint} Archive, Paper ${plain(csl.number) ?? ""}`
      : plain(csl.medium);
  const inSeries = csl["collection-title"] && !csl.number && (isPiece || type === "book");
  return [
    ["author", namesOf(csl.author)],
    // BibLaTeX's data annotation: a literal about the first name of the list.
    ["author+an:orcid", orcid ? `1="${braced(orcid)}"` : undefined],
    ["title", csl.title && titleToLatex(csl.title)],
    [container, plain(csl["container-title"])],
    ["howpublished", how],
    [publisher, arxiv ? undefined : plain(csl.publisher)],
    ...dateOfIssue(csl.issued),
    [isArticle ? "number" : "issue", plain(csl.issue)],
    [isArticle ? "eid" : "number", arxiv ? undefined : plain(inSeries ? csl["collection-number"] : csl.number)],
    ["pages", plain(csl.page)?.replaceAll("–", "--")],
    ["eprint", arxiv ? braced(arxiv) : plain(csl.archive_location)],
    ["archiveprefix", arxiv ? "arXiv" : plain(csl.archive)],
    ...otherFields(csl, type),
    ["doi", csl.DOI && braced(csl.DOI)],
    ["isbn", plain(csl.ISBN)],
    ["url", csl.URL && braced(csl.URL)],
    ["urldate", writeDate(accessed ? { "date-parts": [accessed as number[]] } : csl.accessed)],
    [
      "note",
      [plain(csl.note), archivedUrl && `Archived at ${braced(archivedUrl)}`].filter(Boolean).join(". ") || undefined,
    ],
    ["csl-type", saysAll(csl, type) ? undefined : csl.type],
  ];
}

/** The entry type says the type of work, and no kind of it that isn't known. */
const saysAll = ({ type, genre }: CslItem, entryType: string) =>
  Boolean(entryTypeOf[type]) && (genre !== undefined || !Object.hasOwn(genreOfEntry, entryType));

function dateOfIssue(issued: DateVariable | undefined): Field[] {
  const [year, month, day] = issued?.["date-parts"][0] ?? [];
  return [
    ["year", year === undefined ? undefined : String(year)],
    ["month", month ? months[month - 1]?.toLowerCase() : undefined],
    ["day", day ? String(day) : undefined],
    ["date", issued && isPeriod(issued) ? writeDate(issued) : undefined],
  ];
}

const placed = new Set<string>(
  "title container-title publisher issue number page medium DOI ISBN URL note".split(" ") satisfies string[],
);

/** Fields with a name in BibLaTeX, then those that have one only in CSL. */
function otherFields(csl: CslItem, type: string): Field[] {
  const texts = Object.keys(textFields) as TextField[];
  const isInSeries = csl["collection-title"] && !csl.number && /^(?:in|book$)/.test(type);
  const isNamedByType = csl.genre !== undefined && genreOfEntry[type] === csl.genre;
  return [
    ...texts.flatMap((field): Field[] => {
      if (placed.has(field) || field === "archive" || field === "archive_location") return [];
      if (field === "genre" && isNamedByType) return [];
      if (field === "collection-number" && isInSeries) return [];
      return [[textNames[field]?.[0] ?? ownName(field), plain(csl[field])]];
    }),
    ...nameFields.flatMap((field): Field[] =>
      field === "author" ? [] : [[nameNames[field]?.[0] ?? ownName(field), namesOf(csl[field])]],
    ),
    ...dateFields.flatMap((field): Field[] =>
      field === "issued" || field === "accessed"
        ? []
        : [[dateNames[field]?.[0] ?? ownName(field), writeDate(csl[field])]],
    ),
  ];
}

const namesOf = (names: CslItem["author"]) => (names ? writeNames(names) : undefined);
const plain = (text: string | undefined) => (text ? textToLatex(text) : undefined);

/** Addresses stay unescaped, except characters that would end the field. */
const braced = (address: string) => address.replaceAll("{", "%7B").replaceAll("}", "%7D").replaceAll("\\", "%5C");
