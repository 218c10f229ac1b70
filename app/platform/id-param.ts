/** The largest value of PostgreSQL's `integer`, which ids are. */
const largestId = 2_147_483_647;

/** A positive whole number as ids are written ("42", never "042" or "4e1"), at most PostgreSQL's `integer`; else null. */
export function readId(text: unknown): number | null {
  if (typeof text !== "string" || !/^[1-9]\d{0,9}$/.test(text)) return null;
  const id = Number(text);
  return id <= largestId ? id : null;
}

/** The id in a part of an address; 0, which no row has, where there is none. */
export const idParam = (text: string | undefined): number => readId(text) ?? 0;
