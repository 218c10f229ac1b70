import { type LoaderFunctionArgs, type MetaFunction, type SerializeFrom } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { readChains } from "~/features/chains/chains.server";
import { LedgerTable } from "~/features/claims/components/ledger-table";
import {
  type AssertionOrder,
  claimFactors,
  filterInAddress,
  isAssertionOrder,
  readClaimFilter,
  statuses,
  statusWords,
  toTableRow,
} from "~/features/claims/claims";
import { lastPage, listAssertions, readShared } from "~/features/claims/claims.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { metricIds, metrics } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { readId } from "~/platform/id-param";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { FilterFold, OpenFilters } from "~/ui/filter-fold";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const asked = context.url.searchParams;
  const read = readClaimFilter(asked);
  invariantResponse(read.ok, read.ok ? "" : read.fault, { status: 400 });
  const order = asked.get("sort") || "newest";
  invariantResponse(isAssertionOrder(order), "Claims are sorted by newest, status or factor.", { status: 400 });
  const given = asked.get("page");
  const page = given ? readId(given) : 1;
  invariantResponse(page && page <= lastPage, `A page is a number from 1 to ${lastPage}.`, { status: 400 });

  const viewer = await getViewer(context);
  const chains = await readChains();
  const query = { ...read.filter, order, page };
  const list = await readShared(`claims ${JSON.stringify(query)}`, viewer, async (as) => {
    const { claims, next } = await listAssertions(query, as);
    return { claims: claims.map((claim) => ({ ...toTableRow(claim), times: claim.times })), next };
  });
  return pageData(context, {
    ...list,
    filter: read.filter,
    order: order as AssertionOrder,
    page,
    chains: [...chains.groups, ...chains.chains].map(({ slug, name }) => ({ slug, name })),
  });
}

export default function Claims() {
  const { claims, next, filter, order, page, chains } = useLoaderData<typeof loader>();
  const fitting = filterInAddress(filter);
  const here = { ...fitting, sort: order };
  return (
    <article className="claims-page">
      <h1>Claims</h1>
      <p className="page-lead">
        Numbers that posts bind to a metric, a forecast or a declared basis, and how each stands.
      </p>
      <OpenFilters upTo="phone">
        <Filters filter={filter} order={order} chains={chains} />
      </OpenFilters>
      <FilterFold summary="Filter and sort" note={inWords({ filter, order, chains })} upTo="phone">
        <Filters filter={filter} order={order} chains={chains} />
      </FilterFold>
      {claims.length === 0 ? (
        <p className="none-yet">{page === 1 ? "No claim fits." : "There are no more."}</p>
      ) : (
        <LedgerTable
          claims={claims}
          withThread
          sorting={{ order, hrefOf: (sort) => paths.claims({ ...fitting, sort }) }}
        />
      )}
      <nav className="pager" aria-label="Pages">
        {page > 1 && (
          <a rel="prev" href={paths.claims({ ...here, page: String(page - 1) })}>
            {order === "newest" ? "Newer claims" : "Claims before these"}
          </a>
        )}
        {next !== null && (
          <a rel="next" href={paths.claims({ ...here, page: String(next) })}>
            {order === "newest" ? "Older claims" : "More claims"}
          </a>
        )}
        <FeedLink list={paths.claims(fitting)} label="RSS feed of these claims" />
      </nav>
    </article>
  );
}

const orderWords: Record<AssertionOrder, string> = { newest: "newest", status: "by status", factor: "farthest off" };

type FiltersProps = Pick<SerializeFrom<typeof loader>, "filter" | "order" | "chains">;

/** What the folded filters say: "TPS, off by 2×, newest". */
const inWords = ({ filter, order, chains }: FiltersProps) =>
  [
    filter.status && statusWords[filter.status],
    chains.find(({ slug }) => slug === filter.chain)?.name,
    filter.metric && metrics[filter.metric].name,
    filter.factor && `off by ${filter.factor}×`,
    filter.tag,
    orderWords[order],
  ]
    .filter(Boolean)
    .join(", ");

function Filters({ filter, order, chains }: FiltersProps) {
  return (
    <form className="claim-filters" action={paths.claims()} aria-label="Filter">
      <Choice
        name="status"
        label="Status"
        chosen={filter.status}
        options={statuses.map((one) => [one, statusWords[one]])}
      />
      <Choice name="chain" label="Chain" chosen={filter.chain} options={chains.map(({ slug, name }) => [slug, name])} />
      <Choice
        name="metric"
        label="Metric"
        chosen={filter.metric}
        options={metricIds.map((id) => [id, metrics[id].name])}
      />
      <Choice
        name="factor"
        label="Off by"
        chosen={filter.factor?.toString()}
        options={claimFactors.map((factor) => [String(factor), `at least ${factor}×`])}
      />
      <label>
        <span>Tag</span>
        <input
          className="filter-field"
          name="tag"
          defaultValue={filter.tag}
          size={12}
          autoCapitalize="none"
          spellCheck={false}
        />
      </label>
      <label>
        <span>Sorted by</span>
        <select className="filter-field" name="sort" defaultValue={order}>
          <option value="newest">newest</option>
          <option value="status">status</option>
          <option value="factor">farthest off</option>
        </select>
      </label>
      <button className="button">Filter</button>
      {Object.keys(filterInAddress(filter)).length > 0 && <a href={paths.claims()}>All claims</a>}
    </form>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  chosen: string | undefined;
  options: [value: string, words: string][];
};

function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select className="filter-field" name={name} defaultValue={chosen ?? ""}>
        <option value="">any</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta({
    title: "Claims",
    description: "Numbers of posts, what was observed when they were posted and what is observed now.",
    path: data ? paths.claims(filterInAddress(data.filter)) : paths.claims(),
    site: siteOf(matches),
    links: feedLinks("Claims", data ? paths.claims(filterInAddress(data.filter)) : paths.claims()),
  });
