import { LRUCache } from "lru-cache";
import { readDocument, type MarkdownDocument } from "./document.server";
import { toFailure } from "./failures";
import type { MarkdownAnswer, MarkdownJob } from "./markdown-job";
import { renderDocument } from "./render.server";

/** A post is parsed, resolved and then rendered. Parsed documents are cached, so that rendering doesn't parse again. */
const recent = new LRUCache<string, MarkdownDocument>({ max: 4 });

/** Does one job. A text that can't be processed gives an answer; only a broken thread throws. */
export function answer(job: MarkdownJob): MarkdownAnswer {
  try {
    const document = recentDocument(job.source);
    return job.kind === "parse" ? { parsed: document.parsed } : { html: renderDocument(document, job) };
  } catch (error) {
    return toFailure(error);
  }
}

function recentDocument(source: string) {
  const known = recent.get(source);
  if (known) return known;
  const document = readDocument(source);
  recent.set(source, document);
  return document;
}
