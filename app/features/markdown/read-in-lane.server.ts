import type { Reader } from "~/platform/lanes.server";
import type { DiagramSizes } from "~/ui/diagram-size";
import { fromFailure, MarkdownFailed } from "./failures";
import { timesOfText } from "./limits";
import type { MarkdownAnswer, MarkdownJob } from "./markdown-job";
import type { Parsed, Resolution } from "./parsed";

declare module "~/platform/lanes.server" {
  interface ReadingJobs {
    markdown: { given: MarkdownJob; answer: MarkdownAnswer };
  }
}

/** Parses a source: its references, words and headings. */
export async function parseMarkdown(source: string, reader: Reader): Promise<Parsed> {
  const answer = await ask({ kind: "parse", source }, reader);
  if ("parsed" in answer) return answer.parsed;
  throw new MarkdownFailed("The thread answered another question");
}

/** A fence of code with a word behind it. */
const mayNameLanguage = /(?:`{3}|~{3})[ \t]*\w/;
/** The grammars are warm within half a second of processor time; a slow machine gets ten times as long. */
const deadlinesOfGrammars = 20;

type Rendering = {
  resolution: Resolution;
  prefix: string;
  /** The sizes of its diagrams that are known, by their keys. */
  diagrams?: DiagramSizes;
};

/** Html with slots. Every id in it begins with `prefix`, so that posts on one page have different ids. */
export async function renderMarkdown(source: string, rendering: Rendering, reader: Reader): Promise<string> {
  if (mayNameLanguage.test(source)) await reader.run("markdown", { kind: "warm-highlighter" }, deadlinesOfGrammars);
  const answer = await ask({ kind: "render", source, ...rendering }, reader);
  if ("html" in answer) return answer.html;
  throw new MarkdownFailed("The thread answered another question");
}

async function ask(job: Exclude<MarkdownJob, { kind: "warm-highlighter" }>, reader: Reader) {
  const answer = await reader.run("markdown", job, timesOfText(job.source));
  if ("failure" in answer) throw fromFailure(answer);
  return answer;
}
