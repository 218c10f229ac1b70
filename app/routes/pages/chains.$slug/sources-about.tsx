import { paths } from "~/paths";

type SourceLine = { citekey: string; title: string; host: string; postCount: number };

/** The sources that posts about a chain cite most. */
export function SourcesAbout({ name, sources }: { name: string; sources: SourceLine[] }) {
  return (
    <section aria-labelledby="sources">
      <div className="section-head">
        <h2 id="sources">Sources</h2>
        <p>cited in threads about {name}</p>
        <a href={paths.sources()} aria-label="All sources">
          All
        </a>
      </div>
      <ul className="about-threads">
        {sources.map(({ citekey, title, host, postCount }) => (
          <li key={citekey}>
            <a href={paths.source({ citekey })}>{title}</a>
            <span className="about-when">
              {host && `${host} · `}
              {postCount} {postCount === 1 ? "post" : "posts"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
