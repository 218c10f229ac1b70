import { addressWith, type SearchAddress } from "~/features/search/search";
import type { Results } from "~/features/search/search.server";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";
import { inThousands } from "~/ui/count";

type Props = {
  address: SearchAddress;
  results: Pick<Results, "isTooSlow" | "waysOut">;
  isFirstPage: boolean;
};

/** What an empty search says, and near searches that find something. */
export function NothingFound({ address, results: { isTooSlow, waysOut }, isFirstPage }: Props) {
  const { ways, namedTags, sourceWords } = waysOut;
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
        {isFirstPage &&
          ways.map(({ words, address: near, posts, isCut }) => (
            <li key={paths.search(near)}>
              <a href={paths.search(near)}>{wayInWords(words)}</a>{" "}
              <span className="line-note">
                {inThousands(posts)}
                {isCut && "+"} {posts === 1 ? "post" : "posts"}
              </span>
            </li>
          ))}
        {isFirstPage &&
          namedTags.map((tag) => (
            <li key={tag.slug}>
              <a href={paths.tag(tag)}>Threads about {tag.name}</a>
            </li>
          ))}
        {isFirstPage && sourceWords !== null && (
          <li>
            <a href={paths.sources({ q: sourceWords })}>The same in sources</a>
          </li>
        )}
        <li>
          <a href={paths.search()}>How to search</a>
        </li>
      </ul>
    </section>
  );
}

function wayInWords(words: Results["waysOut"]["ways"][number]["words"]) {
  if (words === "without-filters") return "The same words without filters";
  if (words === "all-threads") return "The same in all threads";
  return (
    <>
      Without <code>{words.without}</code>
    </>
  );
}
