import { CslItem } from "./csl";
import { readBibtex } from "./read-bibtex";

/** The block of a reference below a definition. */
export type ReferenceBlock = { format: "csl-json" | "bibtex"; text: string };

/** Its first reference; null if it can't be read. */
export function readReference({ format, text }: ReferenceBlock): CslItem | null {
  if (format === "bibtex") return readBibtex(text, { most: 1 }).items[0] ?? null;
  try {
    const given: unknown = JSON.parse(text);
    const parsed = CslItem.safeParse(Array.isArray(given) ? given[0] : given);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
