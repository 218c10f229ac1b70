import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isModerator, type Viewer } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { FeedLink } from "~/features/feeds/components/feed-link";
import { feedLinks } from "~/features/feeds/feeds";
import { WaysToAdd } from "~/features/members/components/ways-to-add";
import { listWaysToAdd } from "~/features/members/members.server";
import { listUnread } from "~/features/reading/reading.server";
import { drawStrip } from "~/features/series/series.server";
import { findTagFamily, listBusyTags } from "~/features/tags/tags.server";
import { ListOrder, orderInAddress } from "~/features/threads/components/list-order";
import { ThreadRows } from "~/features/threads/components/thread-rows";
import { parseThreadList, type ThreadListQuery, threadListTitle } from "~/features/threads/threads";
import { listPinnedThreads, listThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { sharedReads } from "~/platform/shared-reads.server";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { NoThreads } from "./no-threads";
import { Welcome } from "./welcome";

const pageSize = 20;

export async function loader({ context }: LoaderFunctionArgs) {
  const query = parseThreadList(context.url.searchParams);
  invariantResponse(
    query,
    "This list can be sorted by “active”, “new”, “top” (of a “day”, “week”, “month”, “year” or “all”) or “hot”, and filtered by up to six tags.",
    { status: 400 },
  );

  const viewer = await getViewer(context);
  const list = isModerator(viewer)
    ? await readList(query, viewer)
    : await (
        await sharedReads()
      )(`threads ${JSON.stringify(query)}`, () => readList(query, null));
  const strip = await drawStrip();
  // Only who is new here is told what this is.
  return pageData(context, {
    ...list,
    hasStrip: strip !== null,
    strip: htmlOnce(context, { strip })?.strip ?? null,
    welcome: viewer === null ? list.welcome : null,
    waysToAdd: viewer ? await listWaysToAdd(viewer.id) : [],
    unread: await listUnread(
      viewer,
      list.threads.map(({ id }) => id),
    ),
    cursor: context.url.searchParams.get("cursor"),
  });
}

/** The list with what stands around it, as this viewer may see it. */
async function readList(query: ThreadListQuery, viewer: Viewer) {
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
  const isDoor = isFront && !query.cursor;
  const [tags, best] = await Promise.all([
    listBusyTags(8),
    isDoor ? listThreads({ sort: "top", period: "all", tagFamilies: [], viewer, take: 1 }) : null,
  ]);
  return {
    ...list,
    threads: [...pinned, ...list.threads],
    sort: query.sort,
    period: period ?? null,
    chosen: chosen.map((family) => family.tag),
    unknown,
    tags,
    welcome: best && { thread: best.threads[0] ?? null },
    isFirstPage: !query.cursor,
  };
}

export default function ThreadList() {
  const {
    threads,
    next,
    sort,
    period,
    chosen,
    unknown,
    tags,
    hasStrip,
    strip,
    welcome,
    isFirstPage,
    unread,
    waysToAdd,
  } = useLoaderData<typeof loader>();
  const slugs = [...chosen.map(({ slug }) => slug), ...unknown];
  const order = orderInAddress(sort, period);
  const listAt = (cursor?: string) => paths.threads({ ...order, tag: slugs, cursor });
  /** The list with one tag more, or without it if it is chosen. */
  const toggled = (slug: string) =>
    paths.threads({ ...order, tag: slugs.includes(slug) ? slugs.filter((one) => one !== slug) : [...slugs, slug] });
  return (
    <div className="home">
      <h1 className="visually-hidden">Threads</h1>
      {threads.length > 0 && (
        <a className="skip" href="#threads">
          Skip to the list of threads
        </a>
      )}
      <WaysToAdd ways={waysToAdd} />
      {welcome && <Welcome thread={welcome.thread} />}
      {hasStrip && <HtmlBody id="strip" html={strip ?? undefined} />}
      <div className="filters">
        <ListOrder sort={sort} period={period} hrefOf={(wanted) => paths.threads({ ...wanted, tag: slugs })} />
        <nav className="filter-tags" aria-label="Tags">
          {tags.map(({ slug, name }) => (
            <a key={slug} href={toggled(slug)} aria-current={slugs.includes(slug) ? "true" : undefined}>
              {name}
            </a>
          ))}
          {slugs.length > 0 && <a href={paths.threads(order)}>All tags</a>}
        </nav>
      </div>
      {slugs.length > 0 && (
        <div className="list-about">
          Threads about
          <ul className="chosen-filters" aria-label="Chosen tags">
            {[...chosen, ...unknown.map((slug) => ({ slug, name: slug }))].map(({ slug, name }) => (
              <li key={slug}>
                <a href={toggled(slug)}>
                  {name} <span aria-hidden="true">×</span>
                  <span className="visually-hidden">, remove</span>
                </a>
              </li>
            ))}
          </ul>
          {chosen.some(({ kind }) => kind !== "eip") && "including sub-tags"}
        </div>
      )}
      {threads.length > 0 ? (
        <ThreadRows
          threads={threads}
          unread={unread}
          live={sort === "active" && slugs.length === 0 && isFirstPage ? "all" : "shown"}
        />
      ) : (
        <NoThreads unknown={unknown} isFirstPage={isFirstPage} period={period} tags={slugs} />
      )}
      <nav className="pager" aria-label="Pages">
        {!isFirstPage && <a href={listAt()}>First page</a>}
        {next && (
          <a rel="next" href={listAt(next)}>
            {sort === "active" || sort === "new" ? "Older threads" : "More threads"}
          </a>
        )}
        <FeedLink list={paths.threads({ ...orderInAddress(sort, period), tag: slugs })} label="RSS feed of this list" />
      </nav>
    </div>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  const chosen = data?.chosen ?? [];
  const slugs = [...chosen.map(({ slug }) => slug), ...(data?.unknown ?? [])].toSorted();
  const list = { tag: slugs };
  return pageMeta({
    title: chosen.length > 0 ? threadListTitle({ tags: chosen }) : "Counterproof",
    description: "Research debates on scaling Ethereum, in which every number can be traced and checked.",
    // Orders of one list are one page to the world; what stands further back in it is a page, but none to be found.
    path: paths.threads(
      data?.cursor ? { ...orderInAddress(data.sort, data.period), ...list, cursor: data.cursor } : list,
    ),
    site: siteOf(matches),
    noindex: Boolean(data?.cursor) || slugs.length > 1 || Boolean(data && data.unknown.length > 0),
    links: data
      ? feedLinks(
          threadListTitle({ sort: data.sort, tags: chosen }),
          paths.threads({ ...orderInAddress(data.sort, data.period), ...list }),
        )
      : [],
  });
};
