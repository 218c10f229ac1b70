/** The address of a search: the typed query and the filters chosen beside it. */
import { z } from "zod";
import { readDate } from "./dates";
import { longestQuery, type Term } from "./query-syntax";
import { postKinds } from "./operators";
import { type SearchSort, searchSorts } from "./search-query";
import type { SearchCursor } from "./search-engine";

const name = z.string().trim().min(1).max(60);
const date = z
  .string()
  .trim()
  .refine((text) => readDate(text, new Date(0)) !== null);
const many = (value: typeof name) =>
  z
    .array(value)
    .max(6)
    .transform((values) => [...new Set(values.map((one) => one.toLowerCase()))]);

const Address = z.object({
  tag: many(name),
  chain: many(name),
  author: many(name),
  kind: z.enum(postKinds).nullable(),
  after: date.nullable(),
  before: date.nullable(),
  sort: z.enum(searchSorts).nullable(),
  thread: z.coerce.number().int().min(1).max(2_147_483_647).nullable(),
  cursor: z
    .string()
    .regex(/^-?\d{1,15}\.\d{1,10}\.\d{1,6}$/)
    .nullable(),
});

export type SearchAddress = z.infer<typeof Address> & { q: string };

/** The address of a search that nothing was chosen or typed for. */
export const anySearch: SearchAddress = {
  q: "",
  tag: [],
  chain: [],
  author: [],
  kind: null,
  after: null,
  before: null,
  sort: null,
  thread: null,
  cursor: null,
};

/** The parsed address, or null if a known name has a bad value. An empty value counts as absent. */
export function parseSearchAddress(search: URLSearchParams): SearchAddress | null {
  const one = (key: string) => search.get(key)?.trim() || null;
  const all = (key: string) => search.getAll(key).filter((value) => value.trim() !== "");
  const parsed = Address.safeParse({
    tag: all("tag"),
    chain: all("chain"),
    author: all("author"),
    kind: one("kind"),
    after: one("after"),
    before: one("before"),
    sort: one("sort"),
    thread: one("thread"),
    cursor: one("cursor"),
  });
  // The parser comments on long queries; this limit is beyond what anybody types.
  return parsed.success ? { ...parsed.data, q: (search.get("q") ?? "").slice(0, longestQuery * 3) } : null;
}

/** The filters of an address as equivalent operators. */
export function filterTerms({ tag, chain, author, kind, after, before }: SearchAddress): Term[] {
  const term = (operator: string) => (value: string) =>
    ({ kind: "operator", name: operator, value, isNegated: false }) as const;
  return [
    ...tag.map(term("tag")),
    ...chain.map(term("chain")),
    ...author.map(term("author")),
    ...(kind ? [term("kind")(kind)] : []),
    ...(after ? [term("after")(after)] : []),
    ...(before ? [term("before")(before)] : []),
  ];
}

export const formatCursor = ({ value, threadId, day }: SearchCursor) => `${value}.${threadId}.${day}`;

export function parseCursor(text: string | null): SearchCursor | null {
  if (text === null) return null;
  const [value = 0, threadId = 0, day = 0] = text.split(".").map(Number);
  return { value, threadId: Math.min(threadId, 2_147_483_647), day };
}

/** The same search with other filters, from its first page. */
export function addressWith(address: SearchAddress, change: Partial<SearchAddress>): SearchAddress {
  return { ...address, cursor: null, ...change };
}

export type { SearchSort };
