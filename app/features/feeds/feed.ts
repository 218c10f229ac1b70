/** A list as feed readers want it, whatever it is a list of. Paths are ours; the writers make them whole. */
import type { MetaDescriptor } from "@remix-run/react";
import { paths } from "~/paths";

export const feedFormats = ["rss", "atom", "json"] as const;
export type FeedFormat = (typeof feedFormats)[number];

/** The media type of each. */
export const feedTypes: Record<FeedFormat, string> = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  json: "application/feed+json",
};

export type FeedEntry = {
  /** A path that stays the same when titles change: readers know the entry again by it. */
  id: string;
  path: string;
  title: string;
  /** The whole text, ready to be shown anywhere: links in it are absolute. */
  html: string;
  /** The first words, without markup. */
  excerpt: string;
  author: { name: string; path: string };
  publishedAt: string;
  updatedAt: string;
  tags: string[];
};

export type Feed = {
  title: string;
  description: string;
  /** The page that shows the list. */
  path: string;
  /** Newest first, or as the list is ordered. */
  entries: FeedEntry[];
};

/** A feed with what only its place and form tell: where it stands and when anything in it was last written. */
export type PlacedFeed = Feed & { origin: string; feedUrl: string; updatedAt: string | null };

/** The feed as it is asked for in this format. */
export function placeFeed(feed: Feed, format: FeedFormat, origin: string): PlacedFeed {
  const updatedAt = feed.entries.reduce<string | null>(
    (latest, entry) => (latest === null || entry.updatedAt > latest ? entry.updatedAt : latest),
    null,
  );
  return { ...feed, origin, feedUrl: origin + paths.feed(feed.path, format), updatedAt };
}

/** How a page's head names the list's feeds: readers find them by it. */
export function feedLinks(title: string, list: string): MetaDescriptor[] {
  return feedFormats.map((format) => ({
    tagName: "link",
    rel: "alternate",
    type: feedTypes[format],
    title,
    href: paths.feed(list, format),
  }));
}

/** Characters of html that one feed holds. */
const budget = 1_000_000;

/** The same entries, of which those that would make the feed too large hold their first words only. */
export function withinBudget(entries: FeedEntry[]): FeedEntry[] {
  let left = budget;
  return entries.map((entry) => {
    if (entry.html.length <= left) {
      left -= entry.html.length;
      return entry;
    }
    return { ...entry, html: "" };
  });
}
