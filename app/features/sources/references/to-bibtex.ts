import { months } from "../../../ui/dates";
import { type CslName, type CslType, dateOf } from "./csl";
import { textToLatex, titleToLatex } from "./latex";
import type { Reference } from "./reference";

const types: Partial<Record<CslType, string>> = {
  "article-journal": "article",
  "paper-conference": "inproceedings",
  report: "techreport",
  book: "book",
  chapter: "incollection",
  thesis: "phdthesis",
};

/**
 * BibTeX, one entry per source, with the citekey as key. Types that BibTeX lacks are `@misc` with the type in
 * `csl-type`.
 */
export function toBibtex(references: Reference[]): string {
  return references.map(entry).join("\n");
}

function entry({ citekey, csl, accessed, archivedUrl }: Reference) {
  const type = types[csl.type] ?? "misc";
  const [year, month, day] = dateOf(csl) ?? [];
  const arxiv = /^arXiv:(.+)$/i.exec(csl.number ?? "")?.[1];
  const isArticle = type === "article";
  const container = isArticle
    ? "journal"
    : type === "inproceedings" || type === "incollection"
      ? "booktitle"
      : "organization";
  const publisher = type === "techreport" ? "institution" : type === "phdthesis" ? "school" : "publisher";
  const how =
    csl.publisher === "Cryptology ePrint Archive"
      ? `Cryptology {ePrint} Archive, Paper ${plain(csl.number) ?? ""}`
      : undefined;
  const fields: [string, string | undefined][] = [
    ["author", csl.author?.map(nameOf).join(" and ")],
    ["title", csl.title && titleToLatex(csl.title)],
    [container, plain(csl["container-title"])],
    ["howpublished", how],
    [publisher, arxiv ? undefined : plain(csl.publisher)],
    ["year", year ? String(year) : undefined],
    ["month", month ? months[month - 1]?.toLowerCase() : undefined],
    ["day", day ? String(day) : undefined],
    ["volume", plain(csl.volume)],
    [isArticle ? "number" : "issue", plain(csl.issue)],
    ["number", isArticle || arxiv ? undefined : plain(csl.number)],
    ["pages", plain(csl.page)?.replaceAll("–", "--")],
    ["eprint", arxiv && braced(arxiv)],
    ["archiveprefix", arxiv && "arXiv"],
    ["type", plain(csl.genre)],
    ["status", plain(csl.status)],
    ["version", plain(csl.version)],
    ["doi", csl.DOI && braced(csl.DOI)],
    ["isbn", plain(csl.ISBN)],
    ["url", csl.URL && braced(csl.URL)],
    ["urldate", accessed ? accessed.map((part) => String(part).padStart(2, "0")).join("-") : undefined],
    [
      "note",
      [plain(csl.note), archivedUrl && `Archived at ${braced(archivedUrl)}`].filter(Boolean).join(". ") || undefined,
    ],
    ["csl-type", types[csl.type] ? undefined : csl.type],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = ${name === "month" ? value : `{${value}}`},`],
  );
  return `@${type}{${citekey},\n${lines.join("\n")}\n}\n`;
}

const plain = (text: string | undefined) => (text ? textToLatex(text) : undefined);

/** Addresses stay unescaped, except characters that would end the field. */
const braced = (address: string) => address.replaceAll("{", "%7B").replaceAll("}", "%7D").replaceAll("\\", "%5C");

function nameOf({ family, given, literal }: CslName) {
  if (!family) return `{${textToLatex(literal ?? "")}}`;
  return given ? `${guarded(family)}, ${textToLatex(given)}` : `{${textToLatex(family)}}`;
}

const guarded = (family: string) => (/\s|,/.test(family) ? `{${textToLatex(family)}}` : textToLatex(family));
