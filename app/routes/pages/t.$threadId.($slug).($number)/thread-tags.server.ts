import { type MetaTag, type Reference, type SourceCard, toMetaTags } from "~/features/sources/sources";
import type { Thread } from "~/features/threads/threads";
import { env } from "~/platform/env.server";
import { threadReference } from "../../files/exports/thread-reference.server";

const mostReferences = 50;

/** A thread's page for reference managers: who opened it and when, and what the posts on this page cite. */
export function threadTags(thread: Thread, cited: SourceCard[]): MetaTag[] {
  const distinct = [...new Map(cited.map((source) => [source.id, source])).values()];
  return toMetaTags(threadReference(thread), {
    cites: distinct.slice(0, mostReferences).map(asReference),
    keywords: thread.tags.map(({ name }) => name),
    language: "en",
    licence: env().CONTENT_LICENCE,
  });
}

/** What a page knows of a source without another question. */
const asReference = ({ citekey, kind, title, url }: SourceCard): Reference => ({
  citekey,
  kind,
  csl: { type: "webpage", title, ...(url?.startsWith("http") && { URL: url }) } as Reference["csl"],
  accessed: null,
  archivedUrl: null,
});
