import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { findTagFamily, listBusyTags } from "~/features/tags/tags.server";
import {
  parseThreadList,
  type ThreadPeriod,
  threadPeriods,
  type ThreadRow,
  type ThreadSort,
  threadSorts,
} from "~/features/threads/threads";
import { listPinnedThreads, listThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

const pageSize = 20;
const sortNames: Record<ThreadSort, string> = { active: "Active", new: "New", top: "Top", hot: "Hot" };
const periodNames: Record<ThreadPeriod, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  year: "Year",
  all: "All time",
};

export async function loader({ context }: LoaderFunctionArgs) {
  const query = parseThreadList(context.url.searchParams);
  invariantResponse(
    query,
    "This list can be sorted by “active”, “new”, “top” (of a “day”, “week”, “month”, “year” or “all”) or “hot”, and filtered by up to six tags.",
    { status: 400 },
  );

  const viewer = await getViewer(context);
  const families = await Promise.all(query.tags.map(findTagFamily));
  const unknown = query.tags.filter((_, index) => !families[index]);
  const chosen = families.flatMap((family) => family ?? []);
  const period = query.sort === "top" ? query.period : undefined;
  // Pinned threads lead the list that everybody begins with, and no other.
  const isFront = query.sort === "active" && query.tags.length === 0;
  const pinned = isFront && !query.cursor ? await listPinnedThreads(viewer) : [];
  const list =
    unknown.length > 0
      ? { threads: [], next: null }
      : await listThreads({
          sort: query.sort,
          period,
          cursor: query.cursor,
          tagFamilies: chosen.map((family) => family.ids),
          withoutPinned: isFront,
          viewer,
          take: pageSize,
        });
  const tags = await listBusyTags(8);
  return json({
    ...list,
    threads: [...pinned, ...list.threads],
    sort: query.sort,
    period: period ?? null,
    chosen: chosen.map((family) => family.tag),
    unknown,
    tags,
    isFirstPage: !query.cursor,
  });
}

export default function ThreadList() {
  const { threads, next, sort, period, chosen, unknown, tags, isFirstPage } = useLoaderData<typeof loader>();
  const tag = chosen[0]?.slug ?? unknown[0];
  const listAt = (cursor?: string) =>
    paths.threads({ sort: unlessDefault(sort, "active"), period: unlessDefault(period, "week"), tag, cursor });
  return (
    <div className="home">
      <h1 className="visually-hidden">Threads</h1>
      <div className="filters">
        <nav className="sorts" aria-label="Order">
          {threadSorts.map((name) => (
            <a
              key={name}
              href={paths.threads({ sort: unlessDefault(name, "active"), tag })}
              aria-current={name === sort ? "page" : undefined}
            >
              {sortNames[name]}
            </a>
          ))}
        </nav>
        {period && <Periods period={period} tag={tag} />}
        <nav className="filter-tags" aria-label="Tags">
          {tags.map(({ slug, name }) => (
            <a key={slug} href={paths.threads({ tag: slug })} aria-current={slug === tag ? "true" : undefined}>
              {name}
            </a>
          ))}
          {tag && <a href={paths.home()}>All tags</a>}
        </nav>
      </div>
      {chosen.length > 0 && (
        <p className="list-about">
          Threads about <b>{chosen.map(({ name }) => name).join(" and ")}</b>
          {chosen.some(({ kind }) => kind !== "eip") && ", with everything filed below"}
        </p>
      )}
      {threads.length > 0 ? (
        <Rows threads={threads} />
      ) : (
        <NoThreads unknown={unknown} isFirstPage={isFirstPage} period={period} tag={tag} />
      )}
      <nav className="pager" aria-label="Pages">
        {!isFirstPage && <a href={listAt()}>First page</a>}
        {next && (
          <a rel="next" href={listAt(next)}>
            {sort === "active" || sort === "new" ? "Older threads" : "More threads"}
          </a>
        )}
      </nav>
    </div>
  );
}

/** What stands in an address: a default has none. */
const unlessDefault = <Value extends string>(value: Value | null, usual: Value) =>
  value === null || value === usual ? undefined : value;

function Periods({ period, tag }: { period: ThreadPeriod; tag: string | undefined }) {
  return (
    <nav className="periods" aria-label="Period">
      {threadPeriods.map((name) => (
        <a
          key={name}
          href={paths.threads({ sort: "top", period: unlessDefault(name, "week"), tag })}
          aria-current={name === period ? "page" : undefined}
        >
          {periodNames[name]}
        </a>
      ))}
    </nav>
  );
}

function Rows({ threads }: { threads: ThreadRow[] }) {
  return (
    <table className="thread-rows">
      <thead>
        <tr>
          <th scope="col">Thread</th>
          <th scope="col">Last post by</th>
          <th scope="col" className="number">
            Posts
          </th>
          <th scope="col" className="number">
            Active
          </th>
        </tr>
      </thead>
      <tbody>
        {threads.map((thread) => (
          <tr key={thread.id}>
            <td className="thread-cell">
              <div className="thread-line">
                <a className="thread-title" href={paths.thread(thread)}>
                  {thread.title}
                </a>
                {thread.pinnedAt && <span className="thread-flag">pinned</span>}
                {thread.isLocked && <span className="thread-flag">locked</span>}
                <span className="thread-tags">
                  {thread.tags.map((tag) => (
                    <a key={tag.slug} href={paths.threads({ tag: tag.slug })}>
                      {tag.name}
                    </a>
                  ))}
                </span>
              </div>
            </td>
            <td className="thread-poster">
              <a href={paths.member(thread.lastPoster)}>{thread.lastPoster.name}</a>
            </td>
            <td className="number">
              <a
                href={paths.threadAt(thread, thread.lastNumber)}
                aria-label={`${thread.postCount} posts, go to the last`}
              >
                {thread.postCount}
              </a>
            </td>
            <td className="number thread-when">
              <Time at={thread.lastPostAt} short />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Nothing = { unknown: string[]; isFirstPage: boolean; period: ThreadPeriod | null; tag: string | undefined };

function NoThreads({ unknown, isFirstPage, period, tag }: Nothing) {
  if (unknown.length === 0 && isFirstPage && period && period !== "all")
    return (
      <section className="state-page">
        <HalfMark />
        <h2>{period === "day" ? "No threads since yesterday" : `No threads in the last ${period}`}</h2>
        <p className="state-lead">This list holds threads that were started then. Nothing was, so look further back.</p>
        <p>
          <a className="button button-primary" href={paths.threads({ sort: "top", period: "all", tag })}>
            Top of all time
          </a>
        </p>
      </section>
    );
  return (
    <section className="state-page">
      <HalfMark />
      <h2>
        {unknown.length > 0
          ? `There is no tag “${unknown[0]}”`
          : isFirstPage
            ? "No threads here yet"
            : "That was the last thread"}
      </h2>
      <p className="state-lead">
        {unknown.length > 0
          ? "Choose one of the tags above, or look at all threads."
          : isFirstPage
            ? "Be the first to ask, or to claim something others can check."
            : "There is nothing older than what you have seen."}
      </p>
      <p>
        <a
          className="button button-primary"
          href={isFirstPage && unknown.length === 0 ? paths.newThread() : paths.home()}
        >
          {isFirstPage && unknown.length === 0 ? "New thread" : "All threads"}
        </a>
      </p>
    </section>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  const [tag] = data?.chosen ?? [];
  return pageMeta({
    title: tag ? `Threads about ${data?.chosen.map(({ name }) => name).join(" and ")}` : "Counterproof",
    description: "Research debates on scaling Ethereum, in which every number can be traced and checked.",
    // Orders and pages of one list are one page to the world.
    path: tag ? paths.threads({ tag: tag.slug }) : paths.home(),
    origin: originOf(matches),
  });
};
