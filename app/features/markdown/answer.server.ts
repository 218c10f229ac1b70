import { LRUCache } from "lru-cache";
import { readDocument, type MarkdownDocument } from "./document.server";
import { toFailure } from "./failures";
import { warmHighlighter } from "./highlight.server";
import { maxImportedBytes } from "./limits";
import type { MarkdownAnswer, MarkdownJob } from "./markdown-job";
import { nothingResolved } from "./parsed";
import { renderDocument } from "./render.server";

/**
 * A post is parsed, resolved and then rendered. Parsed documents are cached, so that rendering doesn't parse again; of long
 * ones fewer, because a document takes many times the memory of its source.
 */
const recent = new LRUCache<string, MarkdownDocument>({
  max: 4,
  maxSize: maxImportedBytes,
  sizeCalculation: (_, source) => source.length + 1,
});

/** Does one job in the thread. A text that can't be processed gives an answer; only a broken thread throws. */
export function readMarkdown(job: MarkdownJob): MarkdownAnswer {
  try {
    if (job.kind === "warm-highlighter") {
      warmHighlighter();
      return { isWarm: true };
    }
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

const everyMark = `# Warm *up*

[quote=@alice, p:1, r:1]
EIP-1 and #1
[/quote]

- [x] \`code\`, https://example.org, \\(x\\)

| a | b |
|---|--:|
| 1 | [2](metric:base/tps) |

[^a]: https://example.org

$$
\\sum_{i=0}^n \\frac{a_i}{\\sqrt{b}}
$$`;

/** The first texts are slow, because nothing is compiled yet. Renders some before a deadline applies. */
export function warmMarkdown() {
  for (let round = 0; round < 20; round++)
    readMarkdown({ kind: "render", source: `${everyMark} ${round}`, resolution: nothingResolved, prefix: "p0" });
}
