/** The query of `/chains`: its filters and sort orders, and the rows that answer it. */
import { type GroupRef, type Layer, layers } from "./chain";
import { type FieldKey, slugOfValue } from "./fact-field";

/** One line of the registry: the present values of what the list shows, and which of them sources disagree on. */
export type ListedChain = {
  slug: string;
  shortName: string;
  layer: Layer;
  groups: GroupRef[];
  facts: Partial<Record<FieldKey, string>>;
  differs: FieldKey[];
};

/** A filter's name in the address, and the field it looks at; `group` looks at membership. */
export const chainFilters = { group: null, kind: "kind", stack: "family", stage: "stage" } as const satisfies Record<
  string,
  FieldKey | null
>;
export type FilterName = keyof typeof chainFilters;
const filterNames = Object.keys(chainFilters) as FilterName[];

/** The columns that can be sorted. */
export const chainSorts = ["name", "kind", "stack", "proof", "stage", "da", "launched"] as const;
export type ChainSort = (typeof chainSorts)[number];

/** The facts that the list shows of a chain. */
export const factColumns: { key: Exclude<ChainSort, "name">; label: string }[] = [
  { key: "kind", label: "Kind" },
  { key: "stack", label: "Stack" },
  { key: "proof", label: "Proofs" },
  { key: "stage", label: "Stage" },
  { key: "da", label: "Data" },
  { key: "launched", label: "Launched" },
];
/** Its columns, in their order. */
export const chainColumns: { key: ChainSort; label: string }[] = [{ key: "name", label: "Chain" }, ...factColumns];

export type ChainQuery = {
  filters: Partial<Record<FilterName, string>>;
  /** Null sorts by layer, then by name. */
  sort: ChainSort | null;
  isDescending: boolean;
};

export type Option = { slug: string; name: string; count: number };

/** The values of each filter, with the number of chains each leaves. */
export function optionsOf(rows: ListedChain[]): Record<FilterName, Option[]> {
  const count = (values: { slug: string; name: string }[]) => {
    const options = new Map<string, Option>();
    for (const { slug, name } of values) {
      const option = options.get(slug) ?? { slug, name, count: 0 };
      options.set(slug, { ...option, count: option.count + 1 });
    }
    return [...options.values()].toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  };
  const ofField = (field: FieldKey) =>
    count(rows.flatMap(({ facts }) => (facts[field] ? [{ slug: slugOfValue(facts[field]), name: facts[field] }] : [])));
  return {
    group: count(rows.flatMap(({ groups }) => groups)),
    kind: ofField("kind"),
    stack: ofField("family"),
    stage: ofField("stage").toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

/** The query of an address, or null when a known name has a value there is not. Unknown names are ignored. */
export function parseChainQuery(search: URLSearchParams, options: Record<FilterName, Option[]>): ChainQuery | null {
  const filters: ChainQuery["filters"] = {};
  for (const name of filterNames) {
    const value = search.get(name);
    // A form sends every field; an empty one is no filter.
    if (value === null || value === "") continue;
    if (!options[name].some((option) => option.slug === value)) return null;
    filters[name] = value;
  }
  const [, minus, word] = /^(-?)([a-z]+)$/.exec(search.get("sort") ?? "") ?? [];
  const sort = chainSorts.find((name) => name === word) ?? null;
  if (search.get("sort") && !sort) return null;
  return { filters, sort, isDescending: minus === "-" };
}

const fits = (row: ListedChain, filters: ChainQuery["filters"]) =>
  filterNames.every((name) => {
    const asked = filters[name];
    if (asked === undefined) return true;
    const field = chainFilters[name];
    if (field === null) return row.groups.some(({ slug }) => slug === asked);
    return slugOfValue(row.facts[field] ?? "") === asked;
  });

/** The rows that were asked for, in the order asked for; what has no value comes last either way. */
export function answerChainQuery(rows: ListedChain[], { filters, sort, isDescending }: ChainQuery): ListedChain[] {
  const found = rows.filter((row) => fits(row, filters));
  const byName = (a: ListedChain, b: ListedChain) => a.shortName.localeCompare(b.shortName, "en");
  if (sort === null) return found.toSorted((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || byName(a, b));
  const valueOf = (row: ListedChain) => (sort === "name" ? row.shortName : row.facts[sort]);
  return found.toSorted((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined) || byName(a, b);
    return (isDescending ? -1 : 1) * left.localeCompare(right, "en") || byName(a, b);
  });
}

/** Rows under the heading of their layer; one list without a heading where an order was asked for. */
export function groupByLayer(
  rows: ListedChain[],
  sort: ChainSort | null,
): { layer: Layer | null; rows: ListedChain[] }[] {
  if (sort !== null) return [{ layer: null, rows }];
  return layers
    .map((layer) => ({ layer, rows: rows.filter((row) => row.layer === layer) }))
    .filter((group) => group.rows.length > 0);
}
