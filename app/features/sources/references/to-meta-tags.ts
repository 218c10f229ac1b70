/** A reference as the meta tags by which reference managers and scholarly search engines read a page. */
import { type CslName, dateOf, type DateParts } from "./csl";
import type { Reference } from "./reference";

export type MetaTag = { name: string; content: string };

type More = {
  /** What it cites. */
  cites: Reference[];
  keywords?: string[];
  /** The language of its text, as in html. */
  language: string;
  /** The address of the licence of its text. */
  licence?: string | undefined;
};

/** Above this a page's head would hold more references than text. */
const mostReferences = 200;

/**
 * Tags as Highwire named them, one for each value. Zotero asks for the type of the item and the name of the site in the terms
 * of its own and of PRISM, because a title of a journal would make an article of a journal of it.
 */
export function toMetaTags({ csl, orcid }: Reference, { cites, keywords = [], language, licence }: More): MetaTag[] {
  const date = slashed(dateOf(csl));
  const given: [string, string | null | undefined][] = [
    ["citation_title", csl.title],
    ...(csl.author ?? []).map((author): [string, string] => ["citation_author", wholeName(author)]),
    ["citation_author_orcid", orcid],
    ["citation_publication_date", date],
    ["citation_online_date", date],
    ["citation_publisher", csl["container-title"]],
    ["citation_language", language],
    ["citation_abstract_html_url", csl.URL],
    ["citation_fulltext_html_url", csl.URL],
    ["citation_public_url", csl.URL],
    ...keywords.map((word): [string, string] => ["citation_keywords", word.replaceAll(";", ",")]),
    ...cites.slice(0, mostReferences).map((one): [string, string] => ["citation_reference", inParts(one)]),
    ["z:itemType", "forumPost"],
    ["prism.publicationName", csl["container-title"]],
    ["dc.rights", licence],
  ];
  return given.flatMap(([name, content]) => (content ? [{ name, content }] : []));
}

/** "2026/02/22", "2026/02" or "2026": what readers of these tags agree on. */
const slashed = (date: DateParts | null) => date?.map((part) => String(part).padStart(2, "0")).join("/");

/** Readers take a semicolon for the end of a name. */
const wholeName = ({ literal, given, family, suffix, ...particles }: CslName) => {
  const { "dropping-particle": dropping, "non-dropping-particle": particle } = particles;
  const parts = [given, dropping, particle, family].filter(Boolean).join(" ");
  return (literal ?? (suffix ? `${parts}, ${suffix}` : parts)).replaceAll(";", ",");
};

/** "citation_title=…; citation_author=…": a work that is cited, in one value. */
function inParts({ csl }: Reference): string {
  const parts: [string, string | null | undefined][] = [
    ["citation_title", csl.title],
    ...(csl.author ?? []).slice(0, 20).map((author): [string, string] => ["citation_author", wholeName(author)]),
    ["citation_publication_date", slashed(dateOf(csl))],
    ["citation_journal_title", csl.type === "article-journal" ? csl["container-title"] : undefined],
    ["citation_volume", csl.volume],
    ["citation_issue", csl.issue],
    ["citation_firstpage", csl.page?.split(/[-–]/)[0]],
    ["citation_doi", csl.DOI],
    ["citation_fulltext_html_url", csl.URL],
  ];
  return parts
    .flatMap(([name, value]) => (value ? [`${name}=${value.replaceAll(/\s*[;\n]\s*/g, ", ")}`] : []))
    .join("; ");
}
