/**
 * What a reference manager keeps of a page, by the rules that Zotero publishes for metadata embedded in pages: a title of a
 * journal makes an article of it, else the type that the page names; Highwire's tags come before those of others.
 */
import { page, type Part } from "./page";

type ManagedItem = {
  itemType: string;
  title: string;
  creators: { firstName: string; lastName: string }[];
  date: string;
  publicationTitle: string;
  publisher: string;
  url: string;
  language: string;
  tags: string[];
  abstractNote: string;
};

const hostTypes: [suffix: string, type: string][] = [
  ["citation_journal_title", "journalArticle"],
  ["citation_technical_report_institution", "report"],
  ["citation_conference_title", "conferencePaper"],
  ["citation_book_title", "bookSection"],
  ["citation_dissertation_institution", "thesis"],
];

export function readEmbeddedMetadata(html: string): ManagedItem {
  const shown = page(html);
  const named = shown.all("html > head > meta[name][content], html > head > meta[property][content]");
  const nameOf = (meta: Part) => meta.attribute("name") ?? meta.attribute("property") ?? "";
  /** Highwire's names are found by how they end. */
  const all = (suffix: string) =>
    named.flatMap((meta) => (nameOf(meta).endsWith(suffix) ? [meta.attribute("content")!] : []));
  const first = (...suffixes: string[]) => suffixes.flatMap(all)[0] ?? "";
  const hostType = hostTypes.find(([suffix]) => all(suffix).length > 0)?.[1];
  const own = named.find((meta) => /^z[.:_]itemType$/.test(nameOf(meta)))?.attribute("content");
  const guess = all("citation_title").length > 0 ? "journalArticle" : "webpage";
  const creators = all("citation_author").flatMap((value) => value.split(/\s*;\s*/));
  return {
    itemType: hostType ?? own ?? guess,
    title: first("citation_title", "og:title"),
    creators: creators.map(nameInParts),
    date: first("citation_publication_date", "citation_date", "citation_online_date").replaceAll("/", "-"),
    publicationTitle: first("citation_journal_title", "prism.publicationName", "og:site_name"),
    publisher: first("citation_publisher"),
    url: first("citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url", "og:url"),
    language: first("citation_language") || (shown.first("html").attribute("lang") ?? ""),
    tags: all("citation_keywords").flatMap((value) => value.split(/\s*;\s*/)),
    abstractNote: first("citation_abstract", "og:description"),
  };
}

/** "Castell, Ruben" or "Ruben Castell"; one word is a family name. */
function nameInParts(name: string) {
  const [family = "", given = ""] = name.split(/\s*,\s*/, 2);
  if (given) return { firstName: given, lastName: family };
  const words = name.trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(" "), lastName: words.at(-1) ?? "" };
}
