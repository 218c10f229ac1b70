import type { CslItem } from "./csl";
import { readBibtex, type ReadReferences } from "./read-bibtex";
import { readCslJson } from "./read-csl-json";
import { readRis } from "./read-ris";

/** The block of a reference below a definition. */
export type ReferenceBlock = { format: "csl-json" | "bibtex" | "ris"; text: string };

/** Its first reference, null if it has none; `fault` is what its author should know, a sentence's end: "has …". */
export type ReadBlock = { item: CslItem | null; fault: string };

const longestFault = 160;

/** The first reference of a block, and what is wrong with the block. */
export function readReference({ format, text }: ReferenceBlock): ReadBlock {
  const { items, problems } = readers[format](text);
  const [item = null] = items;
  if (!item) return { item, fault: emptyFault(format, text, problems) };
  if (items.length > 1) return { item, fault: `holds ${items.length} references, and only the first one counts` };
  return { item, fault: problems.length > 0 ? `is read in part: ${told(problems[0]!)}` : "" };
}

const readers: Record<ReferenceBlock["format"], (text: string) => ReadReferences> = {
  bibtex: readBibtex,
  // A block is indented, a record begins in the first columns.
  ris: (text) => readRis(text.replaceAll(/^[ \t]+/gm, "")),
  "csl-json": (text) => readCslJson(text.trim() || "null"),
};

function emptyFault(format: ReferenceBlock["format"], text: string, problems: string[]): string {
  if (text.trim() === "") return "is empty";
  if (format === "csl-json")
    return isJson(text) ? "holds no reference of CSL-JSON: it needs a type and a title" : "is not whole JSON";
  return problems.length > 0
    ? `can’t be read: ${told(problems[0]!)}`
    : `holds no ${format === "ris" ? "record of RIS" : "entry of BibTeX"}`;
}

const told = (problem: string) => problem.replace(/\.$/, "").slice(0, longestFault);

function isJson(text: string) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
