import type { ResultFacets } from "~/features/search/search.server";
import { addressWith, type SearchAddress } from "~/features/search/search";
import { paths } from "~/paths";

type Facet = { key: string; name: string; count: number; href: string };

const unique = (values: string[]) => [...new Set(values)];

export type FacetList = { name: string; word: string; facets: Facet[] };

/** How what was found spreads over tags, authors and years; lists without a line are left out. */
export function facetsOf({ tags, authors, years }: ResultFacets, address: SearchAddress): FacetList[] {
  const narrowed = (by: Partial<SearchAddress>) => paths.search(addressWith(address, by));
  const ofTags = (isChain: boolean) =>
    tags
      .filter((tag) => (tag.kind === "chain") === isChain)
      .filter((tag) => ![...address.tag, ...address.chain].includes(tag.slug))
      .map(({ slug, name, count }) => ({
        key: slug,
        name,
        count,
        href: narrowed(isChain ? { chain: unique([...address.chain, slug]) } : { tag: unique([...address.tag, slug]) }),
      }));
  const isYearChosen = address.after !== null || address.before !== null;
  return [
    { name: "Topics, upgrades, EIPs", word: "topic", facets: ofTags(false) },
    { name: "Chains", word: "chain", facets: ofTags(true) },
    {
      name: "Authors",
      word: "author",
      facets: authors
        .filter(({ handle }) => !address.author.includes(handle))
        .map(({ handle, name, count }) => ({
          key: handle,
          name,
          count,
          href: narrowed({ author: [handle] }),
        })),
    },
    {
      name: "Years",
      word: "year",
      facets: isYearChosen
        ? []
        : years.map(({ year, count }) => ({
            key: String(year),
            name: String(year),
            count,
            href: narrowed({ after: String(year), before: String(year + 1) }),
          })),
    },
  ].filter(({ facets }) => facets.length > 0);
}

/** Each line narrows the search to it. */
export function FacetLists({ lists, isCut }: { lists: FacetList[]; isCut: boolean }) {
  return (
    <aside className="facets" aria-label="Narrow this search">
      {lists.map((list) => (
        <section key={list.name}>
          <h2>{list.name}</h2>
          <ul>
            {list.facets.map(({ key, name, count, href }) => (
              <li key={key}>
                <a href={href}>{name}</a> <span className="facet-count">{count}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isCut && <p className="field-help">Counted among the posts that were looked at.</p>}
    </aside>
  );
}
