import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isAdmin } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { ChainNote } from "~/features/moderation/components/chain-note";
import { LogCounts } from "~/features/moderation/components/log-counts";
import { LogEntry } from "~/features/moderation/components/log-entry";
import { filterInWords, LogFilters } from "~/features/moderation/components/log-filters";
import { filterInQuery, readLogFilter } from "~/features/moderation/moderation";
import { countModActions, findNewestHash, listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { FilterFold, OpenFilters } from "~/ui/filter-fold";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const read = readLogFilter(context.url.searchParams);
  invariantResponse(read.ok, read.ok ? "" : read.fault, { status: 400 });
  const { filter, cursor } = read;
  const [list, counts, newest] = await Promise.all([
    listModActions({ before: cursor, take: 50, filter }),
    countModActions(),
    findNewestHash(),
  ]);
  return pageData(context, {
    ...list,
    counts,
    newest,
    filter,
    before: cursor,
    mayErase: isAdmin(await getViewer(context)),
  });
}

export default function ModLog() {
  const { actions, next, counts, newest, filter, mayErase } = useLoaderData<typeof loader>();
  const { moderators } = counts;
  const here = filterInQuery(filter);
  return (
    <article className="profile mod-log">
      <h1>Moderation log</h1>
      <p className="page-lead">
        Everything moderators did, newest first, with their reasons. Entries are never changed. Who moderates, and who
        may do what, <a href={paths.aboutModerators()}>stands here</a>.
      </p>
      <OpenFilters upTo="phone">
        <LogFilters filter={filter} moderators={moderators} />
      </OpenFilters>
      <FilterFold summary="Filter" note={filterInWords({ filter, moderators })} upTo="phone">
        <LogFilters filter={filter} moderators={moderators} />
      </FilterFold>
      {actions.length === 0 && (
        <p className="none-yet">{counts.all === 0 ? "Nothing has been moderated yet." : "No entry fits."}</p>
      )}
      <ul className="line-list">
        {actions.map((entry) => (
          <LogEntry key={entry.id} entry={entry} mayErase={mayErase} />
        ))}
      </ul>
      <nav className="pager" aria-label="Pages">
        {next && (
          <a rel="next" href={paths.modLog({ ...here, cursor: String(next) })}>
            Older entries
          </a>
        )}
        <FeedLink list={paths.modLog(here)} label="RSS feed of the moderation log" />
      </nav>
      {counts.all > 0 && (
        <section aria-labelledby="log-counts">
          <h2 id="log-counts">By month and moderator</h2>
          <LogCounts {...counts} />
        </section>
      )}
      <ChainNote newest={newest} />
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta({
    title: "Moderation log",
    description: "What the moderators of Counterproof did, and why.",
    path: paths.modLog({ cursor: data?.before?.toString() }),
    site: siteOf(matches),
    noindex: Boolean(data?.before) || Object.values(data ? filterInQuery(data.filter) : {}).some(Boolean),
    links: feedLinks("Moderation log", paths.modLog()),
  });
