import { Worker } from "node:worker_threads";
import { DeadlineWorker } from "./deadline-worker.server";
import { fromFailure, MarkdownFailed, MarkdownInterrupted, MarkdownTooSlow } from "./failures";
import type { MarkdownAnswer, MarkdownJob } from "./markdown-job";
import type { Parsed, Resolution } from "./parsed";

const deadlineMs = 300;

/** Parses a source: its references, words and headings. */
export async function parseMarkdown(source: string): Promise<Parsed> {
  const answer = await ask({ kind: "parse", source });
  if ("parsed" in answer) return answer.parsed;
  throw new MarkdownFailed("The worker answered another question");
}

/** Html with slots. Every id in it begins with `prefix`, so that posts on one page have different ids. */
export async function renderMarkdown(source: string, resolution: Resolution, { prefix }: { prefix: string }) {
  const answer = await ask({ kind: "render", source, resolution, prefix });
  if ("html" in answer) return answer.html;
  throw new MarkdownFailed("The worker answered another question");
}

/** Ends the thread when the process stops. Pending calls reject with `MarkdownFailed`. */
export async function closeMarkdownWorker() {
  await thread().close();
}

async function ask(job: MarkdownJob) {
  const outcome = await thread().run(job);
  if ("answer" in outcome) {
    if ("failure" in outcome.answer) throw fromFailure(outcome.answer);
    return outcome.answer;
  }
  if (outcome.stopped === "too-slow") throw new MarkdownTooSlow(`The text takes longer than ${deadlineMs} ms`);
  throw new MarkdownInterrupted(outcome.why);
}

let worker: DeadlineWorker<MarkdownJob, MarkdownAnswer> | undefined;
const thread = () => (worker ??= new DeadlineWorker(open, deadlineMs));

/** In a build, the worker's file is beside this one. The name is computed, because Vite would rewrite a literal. */
function open() {
  const file = import.meta.env?.PROD ? "markdown-worker.js" : "markdown-worker-from-source.js";
  return new Worker(new URL(file, import.meta.url), {
    name: "markdown",
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
}
