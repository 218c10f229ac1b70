import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerChainQuery, optionsOf, parseChainQuery } from "~/features/chains/chains";
import { listChains } from "~/features/chains/chains.server";
import { ChainsTable } from "~/features/chains/components/chains-table";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { originOf, pageMeta } from "~/ui/page-meta";
import { ChainFilters } from "./chain-filters";

export async function loader({ context }: LoaderFunctionArgs) {
  const all = await listChains();
  const options = optionsOf(all);
  const query = parseChainQuery(context.url.searchParams, options);
  invariantResponse(
    query,
    "Chains can be filtered by “group”, “kind”, “stack” and “stage”, with values that the list offers, and sorted by “name”, “kind”, “stack”, “proof”, “stage”, “da” or “launched”.",
    { status: 400 },
  );
  return json({ rows: answerChainQuery(all, query), total: all.length, options, query });
}

export default function Chains() {
  const { rows, total, options, query } = useLoaderData<typeof loader>();
  const { filters, sort, isDescending } = query;
  const inAddress = sort ? `${isDescending ? "-" : ""}${sort}` : undefined;
  const isFiltered = Object.keys(filters).length > 0;
  const count = isFiltered ? `${rows.length} of ${total} chains` : `${total} chains`;
  return (
    <div className="chains-page">
      <h1>Chains</h1>
      <p className="chains-lead">
        The registry that claims and metrics are checked against. Every fact has a date and a source; where sources
        differ, both are shown.
      </p>
      <ChainFilters options={options} filters={filters} sort={inAddress} />
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
    origin: originOf(matches),
  });
