import type { ListedSource } from "~/features/sources/sources.server";
import { paths } from "~/paths";

/** Sources that have the words in their name, title or site: each with who cites it. */
export function SourceResults({ sources, q }: { sources: ListedSource[]; q: string }) {
  if (sources.length === 0) return null;
  return (
    <section className="source-results" aria-labelledby="source-results">
      <h2 id="source-results">Sources</h2>
      <ul>
        {sources.map((source) => (
          <li key={source.citekey}>
            <a className="line-title" href={paths.source(source)}>
              {source.title}
            </a>{" "}
            <span className="line-note">
              {[source.byline, source.host].filter(Boolean).join(" · ")}
              {" · "}
              <a href={paths.search({ q: `cites:${source.citekey}` })}>
                cited in {source.postCount} {source.postCount === 1 ? "post" : "posts"}
              </a>
            </span>
          </li>
        ))}
      </ul>
      <p className="line-note">
        <a href={paths.sources({ q })}>All sources with these words</a>
      </p>
    </section>
  );
}
