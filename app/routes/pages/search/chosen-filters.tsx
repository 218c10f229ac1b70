import { addressWith, type SearchAddress } from "~/features/search/search";
import { paths } from "~/paths";

type Filter = { kind: string; value: string; without: Partial<SearchAddress> };

function filtersOf({ tag, chain, author, kind, after, before }: SearchAddress): Filter[] {
  const without = (list: string[], value: string) => list.filter((other) => other !== value);
  return [
    ...tag.map((value) => ({ kind: "tag", value, without: { tag: without(tag, value) } })),
    ...chain.map((value) => ({ kind: "chain", value, without: { chain: without(chain, value) } })),
    ...author.map((value) => ({ kind: "author", value, without: { author: without(author, value) } })),
    ...(kind ? [{ kind: "kind", value: kind, without: { kind: null } }] : []),
    ...(after ? [{ kind: "after", value: after, without: { after: null } }] : []),
    ...(before ? [{ kind: "before", value: before, without: { before: null } }] : []),
  ];
}

/** What narrows this search besides its words, each with a link that takes it away. */
export function ChosenFilters({ address, threadTitle }: { address: SearchAddress; threadTitle: string | null }) {
  const filters = filtersOf(address);
  if (filters.length === 0 && address.thread === null) return null;
  return (
    <ul className="chosen-filters" aria-label="Filters">
      {address.thread !== null && (
        <li>
          <a href={paths.search(addressWith(address, { thread: null }))}>
            <span className="kind-name">in thread</span> {threadTitle ?? address.thread}{" "}
            <span aria-hidden="true">×</span>
            <span className="visually-hidden">, search everywhere</span>
          </a>
        </li>
      )}
      {filters.map(({ kind, value, without }) => (
        <li key={`${kind} ${value}`}>
          <a href={paths.search(addressWith(address, without))}>
            <span className="kind-name">{kind}</span> {value} <span aria-hidden="true">×</span>
            <span className="visually-hidden">, take away</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
