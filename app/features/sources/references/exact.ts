import type { CslItem } from "./csl";

/**
 * The fields of an item that its record would not bring back as they are, as JSON of CSL; null for a field that the record
 * says and the item doesn't. Undefined when the record is enough.
 */
export function restOf(item: CslItem, readBack: CslItem | undefined): string | undefined {
  const wanted: Record<string, unknown> = { ...item, id: undefined };
  const found: Record<string, unknown> = { ...readBack, id: undefined };
  const fields = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  const rest = fields.filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(found[field]));
  return rest.length > 0
    ? JSON.stringify(Object.fromEntries(rest.map((field) => [field, wanted[field] ?? null])))
    : undefined;
}
