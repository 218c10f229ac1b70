/** A number that several posts of a thread state about the same thing is one row of its ledger. */
import type { LedgerRow } from "./ledger-row";

type Row = Pick<LedgerRow, "id" | "assertion" | "word" | "post">;

/** The rows without later ones that say the same and stand the same; `also` has the places of those. */
export function withoutRepeated<Given extends Row>(rows: Given[]): (Given & { also: Pick<Given, "id" | "post">[] })[] {
  const firsts = new Map<string, Given & { also: Pick<Given, "id" | "post">[] }>();
  for (const row of rows) {
    const key = row.assertion === "" ? `${row.id}` : `${row.word} ${row.assertion}`;
    const first = firsts.get(key);
    if (first) first.also.push({ id: row.id, post: row.post });
    else firsts.set(key, { ...row, also: [] });
  }
  return [...firsts.values()];
}
