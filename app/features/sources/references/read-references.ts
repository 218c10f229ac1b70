import { CslItem } from "./csl";
import { readBibtex, readingLimits, type ReadReferences } from "./read-bibtex";
import { readRis } from "./read-ris";

export type { ReadReferences } from "./read-bibtex";

/** Reads BibTeX, RIS or CSL-JSON, recognized by its beginning. */
export function readReferences(text: string): ReadReferences {
  const begin = text.replace(/^\ufeff/, "").trimStart();
  if (/^[[{]/.test(begin)) return readCslJson(begin);
  if (/^TY\s{1,2}-/m.test(begin)) return readRis(text);
  if (/@[a-z]+\s*[{(]/i.test(begin)) return readBibtex(text);
  return { items: [], problems: ["This is neither BibTeX, nor RIS, nor CSL-JSON."] };
}

function readCslJson(text: string): ReadReferences {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { items: [], problems: ["This begins like CSL-JSON and is not whole JSON."] };
  }
  const list = Array.isArray(given) ? given : [given];
  const parsed = list.slice(0, readingLimits.items).map((one) => CslItem.safeParse(one));
  const problems = parsed.flatMap(({ success }, index) => (success ? [] : [`Item ${index + 1} is no reference.`]));
  return { items: parsed.flatMap(({ data }) => data ?? []), problems: problems.slice(0, readingLimits.problems) };
}
