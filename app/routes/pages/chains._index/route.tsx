import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerChainQuery, chainColumns, type ChainQuery, optionsOf, parseChainQuery } from "~/features/chains/chains";
import { listChains } from "~/features/chains/chains.server";
import { readSharedNumbers } from "~/features/claims/claims.server";
import { ChainsTable } from "~/features/chains/components/chains-table";
import { figureOfView, stateInWords } from "~/features/series/series";
import { readLatest } from "~/features/series/series.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { formatDate } from "~/ui/dates";
import { HalfMark } from "~/ui/icon";
import { FilterFold, OpenFilters } from "~/ui/filter-fold";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { ChainFilters } from "./chain-filters";

export async function loader({ context }: LoaderFunctionArgs) {
  const { all, tps } = await readSharedNumbers("chains", null, async () => {
    const all = await listChains();
    return { all, tps: await readTps(all) };
  });
  const options = optionsOf(all);
  const query = parseChainQuery(context.url.searchParams, options);
  invariantResponse(
    query,
    "Chains can be filtered by “group”, “kind”, “stack” and “stage”, with values that the list offers, and sorted by “name”, “kind”, “stack”, “proof”, “stage”, “da” or “launched”.",
    { status: 400 },
  );
  return pageData(context, {
    rows: answerChainQuery(all, query),
    total: all.length,
    options,
    query,
    tps,
  });
}

/** The newest TPS of each chain that has one, with its day where it is recorded. */
async function readTps(chains: { slug: string }[]) {
  const views = await readLatest(chains.map(({ slug }) => ({ subject: slug, metric: "tps" })));
  return Object.fromEntries(
    views.flatMap((view) => {
      const figure = figureOfView(view);
      if (!figure) return [];
      const note =
        view.state === "archive" && view.recordedTo ? `recorded ${formatDate(view.recordedTo)}` : stateInWords(view);
      return [[view.subject, { text: figure.text, note }]];
    }),
  );
}

const orderInWords = ({ sort, isDescending }: ChainQuery) => {
  const label = chainColumns.find(({ key }) => key === sort)?.label.toLowerCase();
  return label ? `by ${label}${isDescending ? ", descending" : ""}` : "by layer";
};

export default function Chains() {
  const { rows, total, options, query, tps } = useLoaderData<typeof loader>();
  const { filters, sort, isDescending } = query;
  const inAddress = sort ? `${isDescending ? "-" : ""}${sort}` : undefined;
  const isFiltered = Object.keys(filters).length > 0;
  const count = isFiltered ? `${rows.length} of ${total} chains` : `${total} chains`;
  return (
    <div className="chains-page">
      <h1>Chains</h1>
      <p className="page-lead">
        The registry that claims and metrics are checked against. Every fact has a date and a source; where sources
        differ, both are shown.
      </p>
      <OpenFilters upTo="phone">
        <ChainFilters options={options} filters={filters} sort={inAddress} />
      </OpenFilters>
      <FilterFold summary="Filter and sort" note={`${count}, ${orderInWords(query)}`} upTo="phone">
        <ChainFilters options={options} filters={filters} sort={inAddress} orders={chainColumns} />
      </FilterFold>
      <p className="list-about" role="status">
        {count}
        {isFiltered && (
          <>
            {" "}
            · <a href={paths.chains({ ...(inAddress && { sort: inAddress }) })}>All chains</a>
          </>
        )}
      </p>
      {rows.length > 0 ? (
        <ChainsTable
          rows={rows}
          caption="Chains of the registry"
          tps={tps}
          order={{ sort, isDescending, hrefOf: (next) => paths.chains({ ...filters, ...(next && { sort: next }) }) }}
        />
      ) : (
        <section className="state-page">
          <HalfMark />
          <h2>No chain fits all of that</h2>
          <p className="state-lead">Each filter has chains, but none has all that was asked for. Take one away.</p>
          <p>
            <a className="button button-primary" href={paths.chains()}>
              All chains
            </a>
          </p>
        </section>
      )}
    </div>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Chains",
    description:
      "Ethereum, its layer 2s and their rivals: stage, stack, proofs and data, each with a date and a source.",
    // Orders and filters of one list are one page to the world.
    path: paths.chains(),
    site: siteOf(matches),
  });
