import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { Viewer } from "~/features/auth/auth";
import {
  countAttempt,
  getViewer,
  limits,
  requireMember,
  signInKeepingText,
  takeHeldForm,
  waitInWords,
} from "~/features/auth/auth.server";
import { readShared } from "~/features/claims/claims.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import {
  addressWith,
  type SearchAddress,
  type SearchSort,
  type SecondEngine,
  searchSorts,
  wordsFor,
} from "~/features/search/search";
import {
  followSearch,
  isFollowing,
  isMeiliGiven,
  listFollowedSearches,
  openSearch,
  type Results,
  searchPosts,
  unfollowSearch,
} from "~/features/search/search.server";
import { findMetricPages } from "~/features/series/series.server";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { databaseNow } from "~/platform/db.server";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import type { loader as rootLoader } from "~/root";
import { keepWithinLimit, searchAddressOf } from "./admit-search.server";
import { ChosenFilters } from "./chosen-filters";
import { type FacetList, FacetLists, facetsOf } from "./facet-lists";
import { MetricResults } from "./metric-results";
import { NothingFound } from "./nothing-found";
import { Remarks } from "./remarks";
import { ResultList } from "./result-list";
import { SourceResults } from "./source-results";
import { SearchForm } from "./search-form";
import { SearchHelp } from "./search-help";
import { FilterFold, OpenFilters } from "~/ui/filter-fold";
import { privateMeta } from "~/ui/page-meta";
import { inThousands } from "~/ui/count";

export async function loader({ context }: LoaderFunctionArgs) {
  const address = searchAddressOf(context);
  const viewer = await getViewer(context);
  // Somebody pressed "Follow this search" signed out, and comes back after signing in.
  const held = await takeHeldForm(context);
  if (held?.sent("intent") === "follow") await followSearch(held.by.id, address);
  if (held) throw redirect(paths.search(address), 303);
  await keepWithinLimit(context);
  const thread = address.thread === null ? null : await findThread(address.thread, viewer);
  const search = async (as: Viewer) => {
    const results = await searchPosts({ address, viewer: as, now: await databaseNow(), engine: openSearch() });
    const metrics = results.isAsked && address.cursor === null ? await findMetricPages(address.q, 6) : [];
    return { results, metrics };
  };
  // An index beside the database follows a moment later: what it answered before must not be shown once more.
  const { results, metrics } = isMeiliGiven()
    ? await search(viewer)
    : await readShared(`search ${JSON.stringify(address)}`, viewer, search);
  return pageData(context, {
    address,
    results,
    metrics,
    threadTitle: thread?.title ?? null,
    isFollowed: viewer ? await isFollowing(viewer.id, address) : false,
    followed: viewer && !results.isAsked ? await listFollowedSearches(viewer.id) : [],
  });
}

const refusals = {
  "nothing-to-follow": "There is nothing in this search to follow.",
  "too-long": "This search is too long to be followed.",
  "too-many": "You follow a hundred searches, which is as many as there can be. Give one up first.",
};

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const member = await requireMember(context);
  const address = searchAddressOf(context);
  const wait = await countAttempt(limits.followByMember, member.id);
  invariantResponse(wait === 0, `That was often. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const intent = (await request.formData()).get("intent");
  invariantResponse(intent === "follow" || intent === "unfollow", "A search can be followed or given up.", {
    status: 422,
  });
  if (intent === "unfollow") await unfollowSearch(member.id, address);
  else {
    const followed = await followSearch(member.id, address);
    invariantResponse(followed.ok, followed.ok ? "" : refusals[followed.reason], { status: 422 });
  }
  return redirect(paths.search(address), 303);
}

const secondEngineWords: Record<SecondEngine, string> = {
  silent:
    "Search runs on its second engine: the first does not answer. Nothing is missing; the order may differ a little.",
  filling:
    "Search runs on its second engine while the first is filled. Nothing is missing; the order may differ a little.",
  behind:
    "Search runs on its second engine until the first has caught up. Nothing is missing; the order may differ a little.",
};

const sortNames: Record<SearchSort, string> = {
  relevance: "Relevance",
  new: "Newest",
  old: "Oldest",
  worth: "Worth reading",
};

export default function SearchPage() {
  const { address, results, metrics, threadTitle, isFollowed, followed } = useLoaderData<typeof loader>();
  const isFirstPage = address.cursor === null;
  const facets = facetsOf(results.facets, address);
  return (
    <div className="search-page">
      <h1 className="visually-hidden">{address.q ? `Search for ${address.q}` : "Search"}</h1>
      <SearchForm key={address.q} address={address} />
      <ChosenFilters address={address} threadTitle={threadTitle} />
      <Remarks results={results} address={address} />
      {results.secondEngine && <p className="second-engine">{secondEngineWords[results.secondEngine]}</p>}
      {!results.isAsked && <SearchHelp followed={followed} />}
      <MetricResults metrics={metrics} />
      <SourceResults sources={results.sources} q={address.q} />
      {results.threads.length > 0 && (
        <>
          <Summary results={results} address={address} isFollowed={isFollowed} />
          {facets.length > 0 && (
            <OpenFilters upTo="one-column">
              <a className="skip" href="#narrow">
                Skip to filters
              </a>
            </OpenFilters>
          )}
          {facets.length > 0 && (
            <FilterFold summary="Narrow this search" note={facetsInWords(facets)} upTo="one-column">
              <FacetLists lists={facets} isCut={results.isCut} />
            </FilterFold>
          )}
          <div className="search-columns">
            <div>
              <ResultList results={results.threads} address={address} />
              <nav className="pager" aria-label="Pages">
                {!isFirstPage && <a href={paths.search(addressWith(address, {}))}>First page</a>}
                {results.next && (
                  <a rel="next" href={paths.search({ ...address, cursor: results.next })}>
                    More results
                  </a>
                )}
                <SearchFeed address={address} />
              </nav>
            </div>
            {facets.length > 0 && (
              <OpenFilters upTo="one-column">
                <div id="narrow" tabIndex={-1}>
                  <FacetLists lists={facets} isCut={results.isCut} />
                </div>
              </OpenFilters>
            )}
          </div>
        </>
      )}
      {results.isAsked && results.threads.length === 0 && (
        <>
          <NothingFound address={address} results={results} isFirstPage={isFirstPage} />
          <FollowForm address={address} isFollowed={isFollowed} />
          <SearchFeed address={address} />
        </>
      )}
      {results.threads.length > 0 && address.q !== "" && <span hidden data-remember-search={address.q} />}
    </div>
  );
}

/** "by topic, chain, author or year" */
const facetsInWords = (facets: FacetList[]) => {
  const words = facets.map(({ word }) => word);
  const last = words.pop();
  return `by ${words.length > 0 ? `${words.join(", ")} or ${last}` : last}`;
};

/** The feed has the newest posts, whatever the order of the page. */
const newestOf = (address: SearchAddress) => paths.search(addressWith(address, { sort: "new" }));

function SearchFeed({ address }: { address: SearchAddress }) {
  return <FeedLink list={newestOf(address)} label="RSS feed of this search" />;
}

type SummaryProps = { results: Results; address: SearchAddress; isFollowed: boolean };

/** How much was found, in which order, and whether it is followed. */
function Summary({ results, address, isFollowed }: SummaryProps) {
  const { posts, isCut, sort } = results;
  return (
    <div className="filters search-summary">
      <p aria-live="polite">
        <b>
          {inThousands(posts)}
          {isCut && "+"}
        </b>{" "}
        {posts === 1 ? "post" : "posts"}
      </p>
      <nav className="sorts" aria-label="Order">
        {searchSorts
          .filter((name) => name !== "relevance" || address.q !== "")
          .map((name) => (
            <a
              key={name}
              href={paths.search(addressWith(address, { sort: name === "relevance" ? null : name }))}
              aria-current={name === sort ? "page" : undefined}
            >
              {sortNames[name]}
            </a>
          ))}
      </nav>
      <FollowForm address={address} isFollowed={isFollowed} />
    </div>
  );
}

function FollowForm({ address, isFollowed }: { address: SearchAddress; isFollowed: boolean }) {
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const here = paths.search(addressWith(address, {}));
  if (!viewer)
    return (
      <p className="search-follow">
        <a href={paths.signIn(here)}>Sign in to follow this search</a>
      </p>
    );
  return (
    <form method="post" action={here} className="search-follow">
      <button className="button" name="intent" value={isFollowed ? "unfollow" : "follow"} aria-pressed={isFollowed}>
        {isFollowed ? "Following this search" : "Follow this search"}
      </button>
    </form>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  ...privateMeta(data?.address.q ? `${data.address.q} · Search` : "Search"),
  {
    name: "description",
    content: "Search the debates of Counterproof: words, phrases, tags, chains, members and dates.",
  },
  ...(data?.results.isAsked ? feedLinks(`Search for ${wordsFor(data.address)}`, newestOf(data.address)) : []),
];
