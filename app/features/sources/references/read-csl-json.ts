import { CslItem, isCslType } from "./csl";
import { type CslType, nameFields, textFields } from "./csl-fields";
import { addressIn, addressOf, arxivIn, doiIn, iacrIn, iacrOf, withUnopened } from "./found-in-text";
import { pagesWithDash, plainMarkup } from "./plain-markup";
import { fromZotero, zoteroFields } from "./read-zotero";
import { readingLimits, type ReadReferences } from "./read-bibtex";

/** Reads CSL-JSON or Zotero's own items: one, a list, or `{ "items": […] }`. Notes and files of a library are passed over. */
export function readCslJson(text: string): ReadReferences {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { items: [], problems: ["This begins like CSL-JSON and is not whole JSON."] };
  }
  const list = listIn(given).slice(0, readingLimits.items);
  const items: CslItem[] = [];
  const problems: string[] = [];
  for (const [index, one] of list.entries()) {
    const zotero = zoteroFields(one);
    if (zotero && !zotero.isWork) continue;
    const item = readCslItem(zotero ? fromZotero(zotero.data) : one);
    if (item) items.push(item);
    else if (problems.length < readingLimits.problems) problems.push(`Item ${index + 1} is no reference.`);
  }
  return { items, problems };
}

function listIn(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  const items = given instanceof Object && "items" in given ? given.items : undefined;
  return Array.isArray(items) ? items : [given];
}

/** An item, or null for JSON of another kind: it has a type of CSL and says something, or a name and somebody or something beside it. */
export function readCslItem(given: unknown): CslItem | null {
  if (!(given instanceof Object) || Array.isArray(given)) return null;
  const read = isOurs(given) ? given : plain({ ...given });
  const item = CslItem.safeParse(read);
  if (!item.success) return null;
  const { title, DOI, URL, ISBN, author, editor, issued } = item.data;
  if ("type" in read && isCslType(read.type)) return hasContent(item.data) ? item.data : null;
  const isNamed = [title, DOI, ISBN].some(Boolean);
  const isDescribed = [author, editor, issued, DOI, URL, ISBN, item.data["container-title"]].some(Boolean);
  return isNamed && isDescribed ? item.data : null;
}

/** Our own exports say the source's kind, and hold plain text. */
const isOurs = (given: object) => "custom" in given && given.custom instanceof Object && "kind" in given.custom;

const hasContent = (item: CslItem) =>
  Object.keys(item).some((field) => field !== "id" && field !== "type" && field !== "version");

/** Texts without markup, addresses and DOIs without what is around them, fields under their present names. */
function plain({ ...given }: Record<string, unknown>): Record<string, unknown> {
  const type = typeof given["type"] === "string" ? given["type"].trim().toLowerCase() : "";
  if (type) given["type"] = Object.hasOwn(typesOfCrossref, type) ? typesOfCrossref[type] : type;
  for (const field of [...Object.keys(textFields), "event", "event-place"]) {
    // Crossref's interface has lists of titles and numbers.
    if (Array.isArray(given[field])) given[field] = given[field].find((one) => typeof one === "string");
    const value = given[field];
    if (typeof value === "string" && field !== "URL" && field !== "DOI") given[field] = plainMarkup(value);
  }
  for (const field of nameFields) given[field] = withPlainNames(given[field]);
  if (typeof given["page"] === "string") given["page"] = pagesWithDash(given["page"]);
  if (typeof given["DOI"] === "string") given["DOI"] = doiIn(given["DOI"]) ?? given["DOI"];
  if (typeof given["URL"] === "string") {
    const note = typeof given["note"] === "string" ? given["note"] : undefined;
    const told = withUnopened(note, [given["URL"]]);
    given["URL"] = addressOf(given["URL"]) ?? (told === note ? given["URL"] : undefined);
    given["note"] = told;
  }
  given["event-title"] ??= given["event"];
  return withIdentifiers(given);
}

/** Identifiers from the fields where other programs leave them; the field `note` holds what Zotero's "Extra" says. */
function withIdentifiers(given: Record<string, unknown>): Record<string, unknown> {
  const text = (field: string) => {
    const value = given[field];
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
  };
  const container = text("container-title");
  if (!given["number"] && (container === "" || /^(?:arxiv|corr\b|computing research)|e-?print arch/i.test(container))) {
    const place = ["container-title", "volume", "page", "archive", "archive_location", "note"].map(text).join(" ");
    const arxiv = arxivIn(place);
    const iacr = iacrIn(place) ?? iacrOf(container, [text("volume")], [text("issue"), text("page")]);
    const id = arxiv ? `arXiv:${arxiv}` : iacr;
    if (id) Object.assign(given, { number: id, publisher: arxiv ? "arXiv" : "Cryptology ePrint Archive" });
    if (id && /^(?:article-journal|document|webpage)$/.test(text("type"))) given["type"] = "article";
  }
  const note = text("note");
  if (!given["DOI"] && /\bdoi\b/i.test(note)) given["DOI"] = doiIn(note);
  if (!given["DOI"] && !given["URL"]) given["URL"] = addressIn(note);
  return given;
}

/** Crossref's kinds of works, which its own files of CSL-JSON keep. */
const typesOfCrossref: Record<string, CslType> = {
  "journal-article": "article-journal",
  "proceedings-article": "paper-conference",
  proceedings: "book",
  "book-chapter": "chapter",
  "book-section": "chapter",
  "book-part": "chapter",
  "edited-book": "book",
  "reference-book": "book",
  monograph: "book",
  "posted-content": "article",
  dissertation: "thesis",
  "reference-entry": "entry",
  "report-component": "report",
  "peer-review": "review",
};

function withPlainNames(names: unknown): unknown {
  if (!Array.isArray(names)) return names;
  return names
    .slice(0, 1_000)
    .map((name: unknown) =>
      name instanceof Object
        ? Object.fromEntries(
            Object.entries(name).map(([part, text]) => [part, typeof text === "string" ? plainMarkup(text) : text]),
          )
        : name,
    );
}
