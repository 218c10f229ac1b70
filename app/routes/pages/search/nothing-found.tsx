import { addressWith, type SearchAddress } from "~/features/search/search";
import type { Results } from "~/features/search/search.server";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";

type Props = {
  address: SearchAddress;
  results: Pick<Results, "isTooSlow" | "ways" | "namedTags">;
  isFirstPage: boolean;
};

/** What an empty search says, and near searches that may find something. */
export function NothingFound({ address, results: { isTooSlow, ways, namedTags }, isFirstPage }: Props) {
  const hasFilters =
    [address.tag, address.chain, address.author].some((values) => values.length > 0) ||
    [address.kind, address.after, address.before].some((value) => value !== null);
  const bare = { tag: [], chain: [], author: [], kind: null, after: null, before: null };
  return (
    <section className="state-page search-state">
      <HalfMark />
      <h2>{isTooSlow ? "This search took too long" : isFirstPage ? "Nothing found" : "That was the last result"}</h2>
      <p className="state-lead">
        {isTooSlow
          ? "Its words are in too many posts to look through in time. Add a rarer word, a tag or a year."
          : isFirstPage
            ? "No post has all of these words and filters."
            : "There is nothing after what you have seen."}
      </p>
      <ul className="near-searches">
        {!isFirstPage && (
          <li>
            <a href={paths.search(addressWith(address, {}))}>First page</a>
          </li>
        )}
        {hasFilters && address.q !== "" && (
          <li>
            <a href={paths.search(addressWith(address, bare))}>The same words without filters</a>
          </li>
        )}
        {address.thread !== null && (
          <li>
            <a href={paths.search(addressWith(address, { thread: null }))}>The same in all threads</a>
          </li>
        )}
        {isFirstPage &&
          ways.map(({ without, q }) => (
            <li key={q}>
              <a href={paths.search(addressWith(address, { q }))}>
                Without <code>{without}</code>
              </a>
            </li>
          ))}
        {isFirstPage &&
          namedTags.map((tag) => (
            <li key={tag.slug}>
              <a href={paths.tag(tag)}>Threads about {tag.name}</a>
            </li>
          ))}
        {isFirstPage && address.q !== "" && (
          <li>
            <a href={paths.sources({ q: address.q })}>The same in sources</a>
          </li>
        )}
        <li>
          <a href={paths.search()}>How to search</a>
        </li>
      </ul>
    </section>
  );
}
