/** What a thread does that reads strangers' texts. Loading it warms the thread up. */
import { readMail } from "~/features/letters/letters.reading";
import { compareWords, readMarkdown, warmMarkdown } from "~/features/markdown/markdown.reading";
import { judgeAll, judgeAllAgain } from "~/features/posts/posts.reading";
import { readReference, readReferences } from "~/features/sources/sources.reading";
import type { JobKind, ReadingAnswer, ReadingJob, ReadingJobs } from "~/platform/lanes.server";

type Does = {
  [K in JobKind]: (given: ReadingJobs[K]["given"]) => ReadingJobs[K]["answer"] | Promise<ReadingJobs[K]["answer"]>;
};

const does: Does = {
  nothing: () => null,
  markdown: readMarkdown,
  references: (given) => given.map(readReference),
  "reference-file": readReferences,
  comparison: ({ before, after }) => compareWords(before, after),
  quotes: judgeAll,
  "quotes-again": judgeAllAgain,
  mail: readMail,
};

/** Does one job; one that throws gives an answer as well. */
export function readTexts({ kind, given }: ReadingJob): Promise<ReadingAnswer> {
  return doJob(kind, given);
}

async function doJob<K extends JobKind>(kind: K, given: ReadingJobs[K]["given"]): Promise<ReadingAnswer> {
  try {
    return { read: await does[kind](given) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

warmMarkdown();
