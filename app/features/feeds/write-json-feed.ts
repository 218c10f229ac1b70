import type { PlacedFeed } from "./feed";

/** JSON Feed 1.1. */
export function writeJsonFeed(feed: PlacedFeed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: feed.description,
    home_page_url: feed.origin + feed.path,
    feed_url: feed.feedUrl,
    language: "en",
    ...(feed.licence !== null && { _license: feed.licence }),
    items: feed.entries.map(({ author, references = [], ...entry }) => ({
      id: feed.origin + entry.id,
      url: feed.origin + entry.path,
      title: entry.title,
      // An item must have content.
      ...(entry.html ? { content_html: entry.html } : { content_text: entry.excerpt }),
      summary: entry.excerpt,
      date_published: entry.publishedAt,
      date_modified: entry.updatedAt,
      authors: [{ name: author.name, url: author.orcid ?? feed.origin + author.path }],
      // Extensions of JSON Feed begin with an underscore.
      ...(references.length > 0 && { _references: references }),
      tags: entry.tags,
    })),
  });
}
