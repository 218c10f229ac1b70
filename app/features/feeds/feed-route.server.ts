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
    const write = async () => writeFeed(await read(given), format);
    const share = followsLater ? null : await sharedReads();
    const { body, tag } = share ? await share(`feed ${pathname}${search}`, write) : await write();
    return answer(given.request, { body, tag, format, cache: "public, no-cache" });
  };
}

/** Answers with one member's feed, which nothing on the way keeps. The address's suffix decides the format. */
export function privateFeed(request: Request, { pathname }: URL, feed: Feed): Promise<Response> {
  const format = formatOf(pathname);
  return answer(request, { ...writeFeed(feed, format), format, cache: "private, no-cache" });
}

function writeFeed(feed: Feed, format: FeedFormat) {
  const entries = withinBudget(feed.entries);
  const body = writers[format](
    placeFeed({ ...feed, entries }, format, env().publicOrigin, env().CONTENT_LICENCE ?? null),
  );
  return { body, tag: versionOf(format, body) };
}

type Written = { body: string; tag: string; format: FeedFormat; cache: string };

function answer(request: Request, { body, tag, format, cache }: Written): Promise<Response> {
  const version = { tag, headers: { "Cache-Control": cache, "X-Robots-Tag": "noindex" } };
  return answerOrUnchanged(request, version, () => {
    return new Response(body, { headers: { "Content-Type": `${feedTypes[format]}; charset=utf-8` } });
  });
}

function formatOf(pathname: string): FeedFormat {
  const format = feedFormats.find((suffix) => pathname.endsWith(`.${suffix}`));
  if (!format) throw new Error(`"${pathname}" is no address of a feed.`);
  return format;
}
