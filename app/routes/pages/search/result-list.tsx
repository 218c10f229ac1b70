import { MemberName } from "~/features/members/components/member-name";
import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { Marked } from "~/features/search/components/marked";
import type { ResultThread } from "~/features/search/search.server";
import { addressWith, type SearchAddress } from "~/features/search/search";
import { paths } from "~/paths";
import { Time } from "~/ui/time";

/** Found posts, grouped by their threads. */
export function ResultList({ results, address }: { results: ResultThread[]; address: SearchAddress }) {
  return (
    <ol className="results">
      {results.map((result) => (
        <li key={result.thread.id} className="result">
          <h2>
            <a href={paths.thread(result.thread)}>
              <Marked pieces={result.title} />
            </a>
          </h2>
          <p className="result-tags">
            {result.thread.tags.map((tag) => (
              <a key={tag.slug} href={paths.threads({ tag: tag.slug })}>
                {tag.name}
              </a>
            ))}
          </p>
          {result.missing !== null && (
            <p className="result-missing">
              {result.missing.length === 0
                ? "The words are in different posts."
                : `Without: ${result.missing.join(", ")}`}
            </p>
          )}
          {result.posts.map((post) => (
            <article key={post.id} className="result-post" aria-label={`Post ${post.number}`}>
              <p className="line-note">
                <a href={paths.postInThread(result.thread, post)}>
                  {post.number === 1 ? "Opening post" : `Post ${post.number}`}
                </a>{" "}
                by <MemberName member={post.author} /> · <Time at={post.createdAt} short />
              </p>
              <p className="result-passage" dir="auto">
                <Marked pieces={post.passage} />
              </p>
              {post.claims.length > 0 && (
                <ul className="result-claims">
                  {post.claims.map((claim) => (
                    <li key={claim.id} data-status={claim.status}>
                      <StatusGlyph status={claim.status} /> <a href={paths.claim(claim)}>{claim.text}</a> · {claim.word}
                    </li>
                  ))}
                </ul>
              )}
            </article>
          ))}
          {result.count > result.posts.length && address.thread === null && (
            <p className="result-more">
              <a href={paths.search(addressWith(address, { thread: result.thread.id }))}>
                {`${result.count - result.posts.length} more in this thread`}
              </a>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
