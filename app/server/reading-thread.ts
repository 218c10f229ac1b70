/** A thread that reads strangers' texts, for `platform/lanes.server.ts`. */
import { parentPort } from "node:worker_threads";
import { compareWords, readMarkdown, warmHighlighter, warmMarkdown } from "~/features/markdown/markdown.reading";
import { judgeAll, judgeAllAgain } from "~/features/posts/posts.reading";
import { readReference, readReferences } from "~/features/sources/sources.reading";
import type { JobKind, ReadingAnswer, ReadingJob, ReadingJobs } from "~/platform/lanes.server";
import type { Ready } from "~/platform/deadline-worker.server";
import { threadNumber } from "~/platform/thread-cpu.server";

type Does = { [K in JobKind]: (given: ReadingJobs[K]["given"]) => ReadingJobs[K]["answer"] };

const does: Does = {
  nothing: () => null,
  markdown: readMarkdown,
  references: (given) => given.map(readReference),
  "reference-file": readReferences,
  comparison: ({ before, after }) => compareWords(before, after),
  quotes: judgeAll,
  "quotes-again": judgeAllAgain,
};

function doJob<K extends JobKind>(kind: K, given: ReadingJobs[K]["given"]): ReadingAnswer {
  try {
    return { read: does[kind](given) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

warmMarkdown();
warmHighlighter();

parentPort?.on("message", ({ kind, given }: ReadingJob) => parentPort?.postMessage({ answer: doJob(kind, given) }));
parentPort?.postMessage({ ready: true, thread: threadNumber() } satisfies Ready);
