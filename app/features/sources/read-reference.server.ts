import { CslItem } from "./references/csl";
import { readBibtex } from "./references/read-bibtex";

/** A reference below a definition; null if it can't be read. */
export function readReference({ format, text }: { format: "csl-json" | "bibtex"; text: string }): CslItem | null {
  if (format === "bibtex") return readBibtex(text, { most: 1 }).items[0] ?? null;
  try {
    const given: unknown = JSON.parse(text);
    const parsed = CslItem.safeParse(Array.isArray(given) ? given[0] : given);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
