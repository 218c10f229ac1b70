import { oneLine } from "~/platform/characters";
import { formatQuery } from "./query-syntax";
import { filterTerms, type SearchAddress } from "./search-address";

/** A search in one line, with filters as operators; its name in lists. */
export function wordsFor(address: SearchAddress): string {
  const filters = formatQuery(filterTerms(address));
  const thread = address.thread === null ? "" : `in thread ${address.thread}`;
  return [oneLine(address.q), filters, thread].filter(Boolean).join(" ").slice(0, 500);
}
