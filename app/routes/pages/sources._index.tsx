import { type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { countsInWords, SourceLine } from "~/features/sources/components/source-line";
import { kindWords, SourceFilter, sortWords, sourceSorts, statusWords } from "~/features/sources/sources";
import { countSources, listSources } from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { FilterFold, OpenFilters } from "~/ui/filter-fold";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const asked = SourceFilter.safeParse(Object.fromEntries(context.url.searchParams));
  invariantResponse(
    asked.success,
    "There is no such kind, status, order or page of sources, or the search is longer than 200 characters.",
    { status: 400 },
  );
  const { cursor, ...filter } = asked.data;
  const read = async () => ({ ...(await listSources(asked.data)), counts: await countSources() });
  // Words, sites and later pages are as many as readers think of: kept, they would drop what many readers share.
  const isOneOfMany = filter.q || filter.host || cursor;
  const shown = await (isOneOfMany ? read() : (await sharedReads())(`sources ${JSON.stringify(filter)}`, read));
  return pageData(context, { filter, ...shown });
}

export default function Sources() {
  const { filter, sources, next, counts } = useLoaderData<typeof loader>();
  return (
    <article className="sources-page">
      <h1>Sources</h1>
      <p className="page-lead">
        Everything that posts here cite: one entry a source, whoever cites it and however they write its address.{" "}
        <a href={paths.importSources()}>Cite from a file of references</a>
      </p>
      <form method="get" role="search" className="source-search">
        <label className="visually-hidden" htmlFor="source-q">
          Title, author, year, site or identifier
        </label>
        <input
          id="source-q"
          name="q"
          type="search"
          maxLength={200}
          defaultValue={filter.q}
          placeholder="Title, author, year or identifier"
        />
        {(["kind", "host", "status", "sort"] as const).map((name) =>
          filter[name] && !(name === "sort" && filter.sort === "cited") ? (
            <input key={name} type="hidden" name={name} value={filter[name]} />
          ) : null,
        )}
        <button className="button">Search</button>
      </form>
      <nav className="source-filters" aria-label="Sources">
        <p>
          {sourceSorts.map((sort) => (
            <a
              key={sort}
              href={paths.sources({ ...filter, sort: sort === "cited" ? undefined : sort })}
              aria-current={current(filter.sort === sort)}
            >
              {sortWords[sort]}
            </a>
          ))}
        </p>
        <OpenFilters upTo="phone">
          <Filters filter={filter} counts={counts} />
        </OpenFilters>
        <FilterFold summary="Filter" note={chosenInWords(filter)} upTo="phone">
          <Filters filter={filter} counts={counts} />
        </FilterFold>
      </nav>
      {sources.length === 0 && (
        <p className="none-yet">
          No source is like that. {filter.sort === "disputed" && "Nobody disputes one yet."}{" "}
          <a href={paths.sources()}>All sources</a>
        </p>
      )}
      <ol className="line-list">
        {sources.map((source) => (
          <li key={source.id}>
            <SourceLine source={source}>
              {` · ${countsInWords({ posts: source.postCount, supports: source.supportCount, disputes: source.disputeCount })}`}
            </SourceLine>
          </li>
        ))}
      </ol>
      {next && (
        <nav className="pager" aria-label="Pages">
          <a rel="next" href={paths.sources({ ...filter, cursor: next })}>
            More sources
          </a>
        </nav>
      )}
    </article>
  );
}

const current = (isCurrent: boolean) => (isCurrent ? "page" : undefined);

type Listed = SerializeFrom<typeof loader>;

const chosenInWords = ({ kind, host, status }: Listed["filter"]) =>
  [kind && kindWords[kind].many, host, status && statusWords[status]].filter(Boolean).join(", ") ||
  "by kind, site or status";

function Filters({ filter, counts }: Pick<Listed, "filter" | "counts">) {
  const statuses = counts.statuses.filter(({ status }) => status !== "unchecked");
  return (
    <>
      <p>
        <span className="kind-name">Kind</span>
        <a href={paths.sources({ ...filter, kind: undefined })} aria-current={current(!filter.kind)}>
          all
        </a>
        {counts.kinds.map(({ kind, count }) => (
          <a key={kind} href={paths.sources({ ...filter, kind })} aria-current={current(filter.kind === kind)}>
            {kindWords[kind].many} <span>{count}</span>
          </a>
        ))}
      </p>
      {counts.hosts.length > 1 && (
        <p>
          <span className="kind-name">Site</span>
          <a href={paths.sources({ ...filter, host: undefined })} aria-current={current(!filter.host)}>
            all
          </a>
          {counts.hosts.map(({ host, count }) => (
            <a key={host} href={paths.sources({ ...filter, host })} aria-current={current(filter.host === host)}>
              {host} <span>{count}</span>
            </a>
          ))}
        </p>
      )}
      {statuses.length > 0 && (
        <p>
          <span className="kind-name">Status</span>
          <a href={paths.sources({ ...filter, status: undefined })} aria-current={current(!filter.status)}>
            any
          </a>
          {statuses.map(({ status, count }) => (
            <a
              key={status}
              href={paths.sources({ ...filter, status })}
              aria-current={current(filter.status === status)}
            >
              {statusWords[status]} <span>{count}</span>
            </a>
          ))}
        </p>
      )}
    </>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Sources",
    description: "Everything that posts on Counterproof cite.",
    path: paths.sources(),
    site: siteOf(matches),
  });
