import { feedRoute } from "~/features/feeds/feeds.server";
import { findTagFamily } from "~/features/tags/tags.server";
import { parseThreadList, threadListTitle } from "~/features/threads/threads";
import { listThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { feedLength, threadEntries } from "./entries.server";

/** The list of threads, in the order and with the tags that the address asks for. A feed begins at the list's beginning. */
export const loader = feedRoute(async ({ context }) => {
  const search = new URLSearchParams(context.url.searchParams);
  search.delete("cursor");
  const query = parseThreadList(search);
  invariantResponse(
    query,
    "This feed can be sorted by “active”, “new”, “top” (of a “day”, “week”, “month”, “year” or “all”) or “hot”, and filtered by up to six tags.",
    { status: 400 },
  );

  const families = await Promise.all(query.tags.map(findTagFamily));
  const known = families.flatMap((family) => family ?? []);
  const period = query.sort === "top" ? query.period : undefined;
  const { threads } =
    known.length < families.length
      ? { threads: [] }
      : await listThreads({
          sort: query.sort,
          period,
          tagFamilies: known.map(({ ids }) => ids),
          viewer: null,
          take: feedLength,
        });
  const title = threadListTitle({ sort: query.sort, tags: known.map(({ tag }) => tag) });
  return {
    title: `${title} · Counterproof`,
    description: "Research debates on scaling Ethereum, in which every number can be traced and checked.",
    path: paths.threads({
      sort: query.sort === "active" ? undefined : query.sort,
      period: period === "week" ? undefined : period,
      tag: query.tags,
    }),
    entries: await threadEntries(threads.map(({ id }) => id)),
  };
});
