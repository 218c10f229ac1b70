import { feedTypes, type FeedEntry, type PlacedFeed } from "./feed";
import { element } from "~/ui/xml";

/** A date is required even in an empty feed. */
const never = "1970-01-01T00:00:00.000Z";

/** Atom 1.0 (RFC 4287). */
export function writeAtom(feed: PlacedFeed): string {
  const page = feed.origin + feed.path;
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    element("id", page),
    element("title", feed.title),
    element("subtitle", feed.description),
    element("updated", feed.updatedAt ?? never),
    element("link", null, { rel: "self", type: feedTypes.atom, href: feed.feedUrl }),
    element("link", null, { rel: "alternate", type: "text/html", href: page }),
    ...(feed.licence
      ? [element("link", null, { rel: "license", href: feed.licence }), element("rights", feed.licence)]
      : []),
    // Each entry has its author; an empty feed needs one as well.
    `<author>${element("name", "Counterproof")}</author>`,
    ...feed.entries.map((entry) => entryOf(entry, feed.origin)),
    "</feed>",
  ].join("\n")}\n`;
}

function entryOf(entry: FeedEntry, origin: string) {
  return [
    "<entry>",
    element("id", origin + entry.id),
    element("title", entry.title),
    element("link", null, { rel: "alternate", type: "text/html", href: origin + entry.path }),
    element("published", entry.publishedAt),
    element("updated", entry.updatedAt),
    `<author>${element("name", entry.author.name)}${element("uri", entry.author.orcid ?? origin + entry.author.path)}</author>`,
    ...(entry.references ?? []).map(({ title, url }) => element("link", null, { rel: "related", title, href: url })),
    ...entry.tags.map((tag) => element("category", null, { term: tag })),
    element("summary", entry.excerpt),
    ...(entry.html ? [element("content", entry.html, { type: "html" })] : []),
    "</entry>",
  ].join("\n");
}
