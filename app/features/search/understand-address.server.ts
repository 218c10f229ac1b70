import { operatorNames } from "./operators";
import { type ParsedQuery, parseQuery } from "./query-syntax";
import { filterTerms, type SearchAddress } from "./search-address";
import { understandQuery, type Understood } from "./understand-query.server";

/** The query of an address: its words and filters. `parsed` is the typed part alone. */
export async function understandAddress(
  address: SearchAddress,
  now: Date,
): Promise<Understood & { parsed: ParsedQuery }> {
  const parsed = parseQuery(address.q, operatorNames);
  const { query, remarks } = await understandQuery(
    { ...parsed, terms: [...filterTerms(address), ...parsed.terms] },
    now,
  );
  const threads = address.thread === null ? [] : [address.thread];
  return { parsed, remarks, query: { ...query, filters: { ...query.filters, threads } } };
}
