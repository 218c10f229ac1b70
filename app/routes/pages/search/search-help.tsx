import { operators } from "~/features/search/search";
import { paths } from "~/paths";

type Followed = { id: number; words: string; path: string };

/** The page before anything is asked: how to ask, what was asked lately (kept in this browser), what is followed. */
export function SearchHelp({ followed }: { followed: Followed[] }) {
  return (
    <div className="search-help">
      <section data-recent-searches hidden suppressHydrationWarning>
        <h2>Recent searches</h2>
        <ul className="line-list" suppressHydrationWarning />
        <p className="field-help">Kept in this browser only.</p>
      </section>
      {followed.length > 0 && (
        <section>
          <h2>Searches you follow</h2>
          <ul className="line-list">
            {followed.map(({ id, words, path }) => (
              <li key={id}>
                <a className="line-title" href={path}>
                  {words}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>How to search</h2>
        <dl>
          <div>
            <dt>
              <code>blob fees</code>
            </dt>
            <dd>posts with all the words, in any form</dd>
          </div>
          <div>
            <dt>
              <code>"no longer makes sense"</code>
            </dt>
            <dd>exactly these words, side by side</dd>
          </div>
          <div>
            <dt>
              <code>withdrawal -bridge</code>
            </dt>
            <dd>without a word; operators can be left out too</dd>
          </div>
          <div>
            <dt>
              <code>eth_getLogs EIP-4844</code>
            </dt>
            <dd>names from code and numbers match whole</dd>
          </div>
          {operators.map(({ name, help, example }) => (
            <div key={name}>
              <dt>
                <a href={paths.search({ q: example })}>
                  <code>{example}</code>
                </a>
              </dt>
              <dd>{help}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
