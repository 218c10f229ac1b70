import { CslItem, isCslType } from "./csl";
import { nameFields, textFields } from "./csl-fields";
import { addressOf, doiIn } from "./found-in-text";
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
  const item = CslItem.safeParse(isOurs(given) ? given : plain({ ...given }));
  if (!item.success) return null;
  const { title, DOI, URL, ISBN, author, editor, issued } = item.data;
  if ("type" in given && isCslType(given.type)) return hasContent(item.data) ? item.data : null;
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
  for (const field of [...Object.keys(textFields), "event", "event-place"]) {
    const value = given[field];
    if (typeof value === "string" && field !== "URL" && field !== "DOI") given[field] = plainMarkup(value);
  }
  for (const field of nameFields) given[field] = withPlainNames(given[field]);
  if (typeof given["page"] === "string") given["page"] = pagesWithDash(given["page"]);
  if (typeof given["DOI"] === "string") given["DOI"] = doiIn(given["DOI"]) ?? given["DOI"];
  if (typeof given["URL"] === "string") given["URL"] = addressOf(given["URL"]) ?? given["URL"];
  given["event-title"] ??= given["event"];
  return given;
}

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
