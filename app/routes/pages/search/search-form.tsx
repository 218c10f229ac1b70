import type { SearchAddress } from "~/features/search/search";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

/** The page's own field: the query, and the filters that stand in the address. */
export function SearchForm({ address }: { address: SearchAddress }) {
  const { q, tag, chain, author, kind, after, before, sort, thread } = address;
  const kept: [string, string][] = [
    ...tag.map((value): [string, string] => ["tag", value]),
    ...chain.map((value): [string, string] => ["chain", value]),
    ...author.map((value): [string, string] => ["author", value]),
    ...Object.entries({ kind, after, before, sort, thread }).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, String(value)]],
    ),
  ];
  return (
    <form className="search-box search-form" role="search" action={paths.search()} aria-label="Search the forum">
      <Icon name="search" />
      <input
        id="search-page"
        type="search"
        name="q"
        aria-label="Search for"
        placeholder="Words, “phrases”, -without, tag:fees"
        defaultValue={q}
        maxLength={400}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-search="suggest"
        suppressHydrationWarning
      />
      {kept.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <button className="button button-primary">Search</button>
      <div className="search-list" data-search-list suppressHydrationWarning />
    </form>
  );
}
