import type { Worker } from "node:worker_threads";
import { cpuTimeOf } from "./thread-cpu.server";

export type Outcome<Answer> =
  { answer: Answer } | { stopped: "too-slow" | "too-large"; why: string } | { stopped: "broken"; why: string };

/** What a thread sends first, once it is warm: its number for the system, if it has one. */
export type Ready = { ready: true; thread: number | null };

type Waiting<Job, Answer> = { job: Job; deadlineMs: number; settle: (outcome: Outcome<Answer>) => void };

/** The limit in wall-clock time, as a multiple of the deadline, for a machine that gave this thread no CPU time. */
const mostDeadlines = 10;

/**
 * A worker thread that does one job at a time, each within a deadline of the thread's own CPU time: on a busy machine a
 * harmless text takes long on the clock, which is not the text's fault. The thread sends `Ready` once it is warm, then one
 * answer per message. A job past its deadline, or beyond the memory that its thread may use, ends with its thread; the
 * next thread does the jobs behind it.
 */
export class DeadlineWorker<Job, Answer> {
  #worker: Worker | undefined;
  #isReady = false;
  #thread: number | null = null;
  #waiting: Waiting<Job, Answer>[] = [];
  #running: Waiting<Job, Answer> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #rest: NodeJS.Timeout | undefined;

  constructor(
    private readonly open: () => Worker,
    private readonly deadlineMs: number,
    /** How long the thread stays after its last job: the next one begins faster on a warm thread. */
    private readonly staysMs = Infinity,
  ) {}

  /** `times`: how many deadlines this job has. */
  run(job: Job, times = 1) {
    return new Promise<Outcome<Answer>>((settle) => {
      this.#waiting.push({ job, deadlineMs: times * this.deadlineMs, settle });
      this.#next();
    });
  }

  async close() {
    const worker = this.#drop();
    for (const { settle } of this.#waiting.splice(0)) settle({ stopped: "broken", why: "The worker was closed" });
    this.#settle({ stopped: "broken", why: "The worker was closed" });
    await worker?.terminate();
  }

  /** Hands the first waiting job to the thread. */
  #next() {
    if (this.#running) return;
    if (this.#waiting.length === 0) return this.#takeRest();

    clearTimeout(this.#rest);
    const worker = (this.#worker ??= this.#start());
    worker.ref();
    if (!this.#isReady) return;

    const running = this.#waiting.shift()!;
    this.#running = running;
    worker.postMessage(running.job);
    this.#watch(running, { cpu: cpuTimeOf(this.#thread), clock: performance.now() }, running.deadlineMs);
  }

  /** An idle thread doesn't keep the process alive, and gives its memory back when nobody asked for a while. */
  #takeRest() {
    this.#worker?.unref();
    clearTimeout(this.#rest);
    if (!this.#worker || this.staysMs === Infinity) return;
    this.#rest = setTimeout(() => void this.#drop()?.terminate(), this.staysMs).unref();
  }

  #watch(job: Waiting<Job, Answer>, began: { cpu: number; clock: number }, ms: number) {
    const look = () => {
      if (job !== this.#running) return;
      const left = job.deadlineMs - (cpuTimeOf(this.#thread) - began.cpu);
      const isOverdue = performance.now() - began.clock > mostDeadlines * job.deadlineMs;
      if (left <= 1 || isOverdue) this.#stop(job);
      else this.#watch(job, began, Math.max(left, 20));
    };
    // If this process was busy, the answer may already have arrived. Check for it before the clock.
    this.#timer = setTimeout(() => setImmediate(look), ms);
  }

  #start() {
    const worker = this.open();
    worker.on("message", (message: Ready | { answer: Answer }) => {
      if (worker !== this.#worker) return;
      if ("ready" in message) {
        this.#isReady = true;
        this.#thread = message.thread;
      } else this.#settle({ answer: message.answer });
      this.#next();
    });
    worker.on("error", (error: Error & { code?: string }) =>
      this.#onBroken(worker, error.message, error.code === "ERR_WORKER_OUT_OF_MEMORY"),
    );
    worker.on("exit", (code) => this.#onBroken(worker, `The worker ended with code ${code}`));
    return worker;
  }

  /** The job is late. Terminate its thread and warm up a new one before the next job. */
  #stop(job: Waiting<Job, Answer>) {
    if (job !== this.#running) return;
    void this.#drop()?.terminate();
    this.#worker = this.#start();
    this.#settle({ stopped: "too-slow", why: `No answer within ${Math.round(job.deadlineMs)} ms` });
    this.#next();
  }

  #onBroken(worker: Worker, why: string, isTooLarge = false) {
    if (worker !== this.#worker) return;
    const couldStart = this.#isReady;
    this.#drop();
    this.#settle({ stopped: isTooLarge ? "too-large" : "broken", why });
    // If a thread fails to start, the next job would fail the same way.
    if (!couldStart) for (const { settle } of this.#waiting.splice(0)) settle({ stopped: "broken", why });
    this.#next();
  }

  #drop() {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#isReady = false;
    this.#thread = null;
    return worker;
  }

  #settle(outcome: Outcome<Answer>) {
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    running?.settle(outcome);
  }
}
