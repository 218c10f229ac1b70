import { readDocument, type MarkdownDocument } from "./document.server";
import { toFailure } from "./failures";
import type { MarkdownAnswer, MarkdownJob } from "./markdown-job";
import { renderDocument } from "./render.server";

const documentsKept = 4;
const recent = new Map<string, MarkdownDocument>();

/** Does one job. A bad text is an answer too; only a broken thread is not. */
export function answer(job: MarkdownJob): MarkdownAnswer {
  try {
    const document = recentDocument(job.source);
    return job.kind === "parse" ? { parsed: document.parsed } : { html: renderDocument(document, job) };
  } catch (error) {
    return toFailure(error);
  }
}

/** A post is parsed, its names are looked up, then it is rendered: the second time nothing is parsed again. */
function recentDocument(source: string) {
  const document = recent.get(source) ?? readDocument(source);
  recent.delete(source);
  recent.set(source, document);
  for (const oldest of recent.keys()) {
    if (recent.size <= documentsKept) break;
    recent.delete(oldest);
  }
  return document;
}
