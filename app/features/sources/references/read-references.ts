import { readBibtex, type ReadReferences } from "./read-bibtex";
import { readCslJson } from "./read-csl-json";
import { readRis } from "./read-ris";

export type { ReadReferences } from "./read-bibtex";

/** Reads BibTeX, RIS or CSL-JSON, recognized by its beginning. */
export function readReferences(text: string): ReadReferences {
  const begin = text.replace(/^\ufeff/, "").trimStart();
  if (/^[[{]/.test(begin)) return readCslJson(begin);
  if (/^\s{0,3}TY\s{1,2}-/m.test(begin)) return readRis(text);
  if (/@[ \t]*[a-z][\w.+-]*\s*[{(]/i.test(begin)) return readBibtex(text);
  return { items: [], problems: ["This is neither BibTeX, nor RIS, nor CSL-JSON."] };
}
