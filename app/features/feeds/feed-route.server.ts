import type { LoaderFunctionArgs } from "@remix-run/node";
import { env } from "~/platform/env.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { type Feed, type FeedFormat, feedFormats, feedTypes, placeFeed, type PlacedFeed, withinBudget } from "./feed";
import { writeAtom } from "./write-atom";
import { writeJsonFeed } from "./write-json-feed";
import { writeRss } from "./write-rss";

const writers: Record<FeedFormat, (feed: PlacedFeed) => string> = {
  rss: writeRss,
  atom: writeAtom,
  json: writeJsonFeed,
};

/**
 * The loader for a list's feeds: `read` returns the entries, the address's suffix decides the format. Feeds are the
 * same for everybody, so `read` gets no viewer. A feed is written once for each version of the content, unless it
 * `followsLater`.
 */
export function feedRoute(read: (given: LoaderFunctionArgs) => Promise<Feed>, { followsLater = false } = {}) {
  return async (given: LoaderFunctionArgs): Promise<Response> => {
    const { pathname, search } = given.context.url;
    const format = formatOf(pathname);
    const write = async () => {
      const feed = await read(given);
      const entries = withinBudget(feed.entries);
      const body = writers[format](placeFeed({ ...feed, entries }, format, env().publicOrigin));
      return { body, tag: versionOf(format, body) };
    };
    const share = followsLater ? null : await sharedReads();
    const { body, tag } = share ? await share(`feed ${pathname}${search}`, write) : await write();
    const version = { tag, headers: { "Cache-Control": "public, no-cache", "X-Robots-Tag": "noindex" } };
    return answerOrUnchanged(given.request, version, () => {
      return new Response(body, { headers: { "Content-Type": `${feedTypes[format]}; charset=utf-8` } });
    });
  };
}

function formatOf(pathname: string): FeedFormat {
  const format = feedFormats.find((suffix) => pathname.endsWith(`.${suffix}`));
  if (!format) throw new Error(`"${pathname}" is no address of a feed.`);
  return format;
}
