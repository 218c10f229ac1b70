import { CslItem } from "./references/csl";
import type { CslType } from "./references/csl-fields";
import { type Described, kindOfType, type Origin } from "./describe-source";
import type { Identity } from "./identity";

type Known = Pick<Described, "csl" | "fieldOrigin">;

/** Kinds of pages that a site publishes, and not somebody on it. */
const webTypes: ReadonlySet<CslType> = new Set([
  "webpage",
  "post",
  "post-weblog",
  "article-newspaper",
  "article-magazine",
  "dataset",
  "software",
]);

/** What an identifier knows better than any reference to it. */
const known: Partial<Record<Identity["scheme"], readonly string[]>> = {
  doi: ["DOI"],
  arxiv: ["publisher", "number"],
  iacr: ["publisher", "number"],
  eip: ["title", "publisher", "number", "status", "genre", "author", "type"],
  tx: ["number", "publisher", "type"],
  isbn: ["ISBN"],
};
export const knownBetter = (scheme: string, field: string) =>
  field === "URL"
    ? scheme !== "work" && scheme !== "isbn"
    : Object.entries(known).some(([one, fields]) => one === scheme && fields.includes(field));

/** Fields of a reference that say something. */
export function fieldsOf(reference: CslItem): [field: string, value: unknown][] {
  return Object.entries(reference).filter(([field, value]) => field !== "id" && value !== undefined);
}

/** A new source with everything that its first reference says. */
export function withReference(described: Described, identity: Identity, reference: CslItem): Described {
  const fields = fieldsOf(reference);
  const origins = fields.map(([field]): [string, Origin] => [field, { from: "reference" }]);
  const all = {
    csl: CslItem.parse({ ...described.csl, ...Object.fromEntries(fields) }),
    fieldOrigin: { ...described.fieldOrigin, ...Object.fromEntries(origins) },
  };
  return { kind: kindOf(described.kind, identity, reference), ...withoutSiteName(all, reference) };
}

/** The address of a page doesn't say what kind of work stands there; a reference does. */
export function kindOf(kind: Described["kind"], { scheme }: Pick<Identity, "scheme">, { type }: Pick<CslItem, "type">) {
  const isOpen = scheme === "work" || scheme === "isbn" || (scheme === "url" && kind === "article");
  return isOpen ? kindOfType[type] : kind;
}

/** The name of the site gives way when a work has a publisher, or is none of the site's own. */
export function withoutSiteName<T extends Known>(source: T, reference: CslItem): T {
  const { csl, fieldOrigin } = source;
  if (fieldOrigin["container-title"]?.from !== "identifier") return source;
  if (!csl.URL || (!reference.publisher && webTypes.has(csl.type))) return source;
  const { "container-title": _name, ...rest } = csl;
  const { "container-title": _origin, ...origins } = fieldOrigin;
  return { ...source, csl: rest as CslItem, fieldOrigin: origins };
}
