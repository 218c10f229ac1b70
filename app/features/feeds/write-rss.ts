import { feedTypes, type FeedEntry, type PlacedFeed } from "./feed";
import { element } from "~/ui/xml";

/** RSS 2.0 with whole texts (`content:encoded`), names of authors (`dc:creator`), and what Atom says of authors and cited works. */
export function writeRss(feed: PlacedFeed): string {
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    "<channel>",
    element("title", feed.title),
    element("link", feed.origin + feed.path),
    element("description", feed.description),
    element("language", "en"),
    ...(feed.licence ? [element("copyright", feed.licence)] : []),
    element("atom:link", null, { rel: "self", type: feedTypes.rss, href: feed.feedUrl }),
    ...(feed.updatedAt ? [element("lastBuildDate", rfc822(feed.updatedAt))] : []),
    ...feed.entries.map((entry) => item(entry, feed.origin)),
    "</channel>",
    "</rss>",
  ].join("\n")}\n`;
}

function item(entry: FeedEntry, origin: string) {
  return [
    "<item>",
    element("title", entry.title),
    element("link", origin + entry.path),
    element("guid", origin + entry.id, { isPermaLink: "false" }),
    element("pubDate", rfc822(entry.publishedAt)),
    element("dc:creator", entry.author.name),
    `<atom:author>${element("atom:name", entry.author.name)}${element("atom:uri", entry.author.orcid ?? origin + entry.author.path)}</atom:author>`,
    ...(entry.references ?? []).map(({ title, url }) =>
      element("atom:link", null, { rel: "related", title, href: url }),
    ),
    ...entry.tags.map((tag) => element("category", tag)),
    element("description", entry.excerpt),
    ...(entry.html ? [element("content:encoded", entry.html)] : []),
    "</item>",
  ].join("\n");
}

/** "Fri, 20 Feb 2026 09:14:00 GMT": RFC 822 with the four-digit year of RFC 1123. */
const rfc822 = (iso: string) => new Date(iso).toUTCString();
