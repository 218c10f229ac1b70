/**
 * Reading strangers' texts: markdown, references, comparisons, quotes. It happens in threads beside the main one, each job
 * within a deadline and a bound on memory. Writers and previews have a thread each, so that a member who posts never waits
 * behind previews; the line of each is bounded.
 */
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { DeadlineWorker, type Outcome } from "./deadline-worker.server";
import { LineIsFull, ReadingFailed, ReadingInterrupted, TextTooCostly } from "./reading-errors";
import { AskerGone, type Asker, Turns } from "./turns.server";

export type { Asker } from "./turns.server";

/** What the threads can do: rooms add their jobs here, and do them in their `….reading` doors. */
export interface ReadingJobs {
  /** Answers what it was given, once the thread is warm. */
  nothing: { given: null; answer: null };
}

/** What a thread is started with: whether it gives way to the process's other threads. */
export type ThreadData = { yields: boolean };

export type JobKind = keyof ReadingJobs;
export type ReadingJob = { [K in JobKind]: { kind: K; given: ReadingJobs[K]["given"] } }[JobKind];
export type ReadingAnswer = { read: ReadingJobs[JobKind]["answer"] } | { failure: string };

/** A place in a lane: whoever has it may have texts read. */
export type Reader = {
  /** `times`: how many times the usual deadline it has, for a text that is longer than forms take. */
  run<K extends JobKind>(kind: K, given: ReadingJobs[K]["given"], times?: number): Promise<ReadingJobs[K]["answer"]>;
};

/** `writers`: texts that are to be stored. `previews`: everything that only looks. `jobs`: what can wait. */
export type Lane = "writers" | "previews" | "jobs";

/** The jobs of a process, which share one place of an asker. */
export const askingJobs: Asker = { name: "jobs" };

const deadlineMs = 300;
/** Enough for the grammars and the heaviest text that is read in time. */
const heapOfThread = 192;
const limits = {
  writers: { atOnce: 4, waiting: 20, perAsker: 2 },
  previews: { atOnce: 2, waiting: 20, perAsker: 2 },
  jobs: { atOnce: 1, waiting: 20 },
};
/**
 * Milliseconds for which a thread, some 80 MB, stays after its last text: the writers' for good, the previews' for as long as
 * somebody who writes may pause.
 */
const stays = { writers: Infinity, previews: 5 * 60_000 };
/** The longest that a place rests after a preview, in milliseconds. */
const longestRest = 1_000;

type Thread = DeadlineWorker<ReadingJob, ReadingAnswer>;

const opened = new Map<Lane, { turns: Turns; thread: Thread }>();

function openLane(lane: Lane): { turns: Turns; thread: Thread } {
  const known = opened.get(lane);
  if (known) return known;
  const made = {
    turns: new Turns(limits[lane]),
    // A job's text was read in time before, and no second one is read beside it: it delays a writer by little.
    thread: lane === "jobs" ? openLane("writers").thread : openThread(lane),
  };
  opened.set(lane, made);
  return made;
}

const openThread = (lane: keyof typeof stays): Thread => new DeadlineWorker(() => open(lane), deadlineMs, stays[lane]);

/**
 * The value of `work` once the asker had their turn in the lane. Throws `LineIsFull` at once when there is no place in its
 * line, and `AskerGone` when the asker went. Never called inside a transaction, which would hold its rows while it waits.
 */
export async function inLane<T>(lane: Lane, asker: Asker, work: (reader: Reader) => Promise<T>): Promise<T> {
  const { turns, thread } = openLane(lane);
  return new Promise<T>((done, fail) => {
    const turn = async () => {
      const began = performance.now();
      const working = work(readerOf(thread, asker));
      working.then(done, fail);
      await working.catch(() => {});
      // Half of the time is for members and readers, whatever previews ask of the main thread and the database.
      if (lane === "previews") await rest(performance.now() - began);
      return true;
    };
    turns.take(turn, asker).then((taken) => {
      if (taken === null) fail(new LineIsFull(`The line of ${lane} is full`));
    }, fail);
  });
}

/** Doesn't keep the process alive. */
const rest = (ms: number) => setTimeout(Math.min(ms, longestRest), undefined, { ref: false });

function readerOf(thread: Thread, { signal }: Asker): Reader {
  return {
    async run(kind, given, times) {
      if (signal?.aborted) throw new AskerGone("The asker is gone");
      // A kind and what it is given belong together by the signature; TypeScript can't see it through the union.
      return answerOf(await thread.run({ kind, given } as ReadingJob, times));
    },
  };
}

function answerOf<Answer>(outcome: Outcome<ReadingAnswer>): Answer {
  if ("stopped" in outcome)
    throw outcome.stopped === "broken" ? new ReadingInterrupted(outcome.why) : new TextTooCostly(outcome.why);
  if ("failure" in outcome.answer) throw new ReadingFailed(outcome.answer.failure);
  return outcome.answer.read as Answer;
}

/** How many stand in each lane's line now. */
export const waitingInLanes = () => ({
  writers: openLane("writers").turns.waiting,
  previews: openLane("previews").turns.waiting,
  jobs: openLane("jobs").turns.waiting,
});

/** Starts the writers' thread, so that the first text of a process is read as fast as others. Resolves once it is warm. */
export async function warmLanes() {
  await openLane("writers").thread.run({ kind: "nothing", given: null });
}

/** Ends the threads when the process stops. Texts being read then fail with `ReadingInterrupted`. */
export async function closeLanes() {
  await Promise.all([...opened.values()].map(({ thread }) => thread.close()));
  opened.clear();
}

/** In a build, the worker's file is beside this one. The name is computed, because Vite would rewrite a literal. */
function open(lane: keyof typeof stays) {
  const file = import.meta.env?.PROD ? "reading-thread.js" : "../server/reading-thread-from-source.js";
  return new Worker(new URL(file, import.meta.url), {
    name: "reading",
    execArgv: [],
    workerData: { yields: lane === "previews" } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: heapOfThread },
  });
}
