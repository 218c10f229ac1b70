import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerNetworkQuery, optionsOf, parseNetworkQuery } from "~/features/chains/chains";
import { listNetworks } from "~/features/chains/chains.server";
import { NetworksTable } from "~/features/chains/components/networks-table";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { originOf, pageMeta } from "~/ui/page-meta";
import { NetworkFilters } from "./network-filters";

export async function loader({ context }: LoaderFunctionArgs) {
  const all = await listNetworks();
  const options = optionsOf(all);
  const query = parseNetworkQuery(context.url.searchParams, options);
  invariantResponse(
    query,
    "Networks can be filtered by “group”, “kind”, “stack” and “stage”, with values that the list offers, and sorted by “name”, “kind”, “stack”, “proof”, “stage”, “da” or “launched”.",
    { status: 400 },
  );
  return json({ rows: answerNetworkQuery(all, query), total: all.length, options, query });
}

export default function Networks() {
  const { rows, total, options, query } = useLoaderData<typeof loader>();
  const { filters, sort, isDescending } = query;
  const inAddress = sort ? `${isDescending ? "-" : ""}${sort}` : undefined;
  const isFiltered = Object.keys(filters).length > 0;
  const count = isFiltered ? `${rows.length} of ${total} networks` : `${total} networks`;
  return (
    <div className="networks-page">
      <h1>Networks</h1>
      <p className="networks-lead">
        The registry that claims and metrics are checked against. Every fact has a date and a source; where sources
        differ, both are shown.
      </p>
      <NetworkFilters options={options} filters={filters} sort={inAddress} />
      <p className="list-about" role="status">
        {count}
        {isFiltered && (
          <>
            {" "}
            · <a href={paths.networks({ ...(inAddress && { sort: inAddress }) })}>All networks</a>
          </>
        )}
      </p>
      {rows.length > 0 ? (
        <NetworksTable
          rows={rows}
          caption="Networks of the registry"
          order={{ sort, isDescending, hrefOf: (next) => paths.networks({ ...filters, ...(next && { sort: next }) }) }}
        />
      ) : (
        <section className="state-page">
          <HalfMark />
          <h2>No network fits all of that</h2>
          <p className="state-lead">Each filter has networks, but none has all that was asked for. Take one away.</p>
          <p>
            <a className="button button-primary" href={paths.networks()}>
              All networks
            </a>
          </p>
        </section>
      )}
    </div>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "Networks",
    description:
      "Ethereum, its layer 2s and their rivals: stage, stack, proofs and data, each with a date and a source.",
    // Orders and filters of one list are one page to the world.
    path: paths.networks(),
    origin: originOf(matches),
  });
