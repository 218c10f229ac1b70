/** A feed of any list. Paths are relative; the writers make them absolute. */
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
  /** A path that doesn't change with the title: readers identify the entry by it. */
  id: string;
  path: string;
  title: string;
  /** The whole text as html with absolute links. */
  html: string;
  /** The first words, without markup. */
  excerpt: string;
  /** `orcid` is the address of the ORCID iD that the author proved and shows. */
  author: { name: string; path: string; orcid?: string | undefined };
  /** The works that it cites, in the order of their numbers; `url` is absolute. */
  references?: { title: string; url: string }[];
  publishedAt: string;
  updatedAt: string;
  tags: string[];
};

export type Feed = {
  title: string;
  description: string;
  /** The page that shows the list. */
  path: string;
  /** The list by whose address the feed itself is found, where that is another one. */
  feedPath?: string;
  /** Newest first, or as the list is ordered. */
  entries: FeedEntry[];
};

/** A feed with its address, its format and the date of its last change. */
export type PlacedFeed = Feed & {
  origin: string;
  feedUrl: string;
  updatedAt: string | null;
  /** The address of the licence of its texts. */
  licence: string | null;
};

/** Writes the feed in this format. */
export function placeFeed(feed: Feed, format: FeedFormat, origin: string, licence: string | null = null): PlacedFeed {
  const updatedAt = feed.entries.reduce<string | null>(
    (latest, entry) => (latest === null || entry.updatedAt > latest ? entry.updatedAt : latest),
    null,
  );
  return { ...feed, origin, licence, feedUrl: origin + paths.feed(feed.feedPath ?? feed.path, format), updatedAt };
}

/** Links in a page's head by which readers discover its feeds. */
export function feedLinks(title: string, list: string): MetaDescriptor[] {
  return feedFormats.map((format) => ({
    tagName: "link",
    rel: "alternate",
    type: feedTypes[format],
    title,
    href: paths.feed(list, format),
  }));
}

/** The maximum html characters in one feed. */
const budget = 1_000_000;

/** Replaces the text of entries beyond the limit by their excerpt. */
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
