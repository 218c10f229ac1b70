import type { Worker } from "node:worker_threads";

type Outcome<Answer> = { answer: Answer } | { stopped: "too-slow" | "broken"; why: string };

type Waiting<Job, Answer> = { job: Job; settle: (outcome: Outcome<Answer>) => void };

/** By the clock a job may take this many deadlines, when the machine gave this process no time to work on it. */
const mostDeadlines = 10;

/**
 * A thread that does one job at a time, each within a deadline of processor time: on a machine that is busy with other
 * things a harmless text is late, and that is not the text's fault. The thread says "ready" once it is warm, then answers
 * each message with one. A job past its deadline ends with its thread; those behind it are done by the next thread.
 */
export class DeadlineWorker<Job, Answer> {
  #worker: Worker | undefined;
  #isReady = false;
  #waiting: Waiting<Job, Answer>[] = [];
  #running: Waiting<Job, Answer> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly open: () => Worker,
    private readonly deadlineMs: number,
  ) {}

  run(job: Job) {
    return new Promise<Outcome<Answer>>((settle) => {
      this.#waiting.push({ job, settle });
      this.#next();
    });
  }

  async close() {
    const worker = this.#drop();
    for (const { settle } of this.#waiting.splice(0)) settle({ stopped: "broken", why: "The worker was closed" });
    this.#settle({ stopped: "broken", why: "The worker was closed" });
    await worker?.terminate();
  }

  /** Gives the first waiting job to the thread. An idle thread does not keep the process alive. */
  #next() {
    if (this.#running) return;
    if (this.#waiting.length === 0) return this.#worker?.unref();

    const worker = (this.#worker ??= this.#start());
    worker.ref();
    if (!this.#isReady) return;

    const running = this.#waiting.shift()!;
    this.#running = running;
    worker.postMessage(running.job);
    this.#watch(running, { cpu: process.cpuUsage(), clock: performance.now() }, this.deadlineMs);
  }

  #watch(job: Waiting<Job, Answer>, began: { cpu: NodeJS.CpuUsage; clock: number }, ms: number) {
    const look = () => {
      if (job !== this.#running) return;
      const { user, system } = process.cpuUsage(began.cpu);
      const left = this.deadlineMs - (user + system) / 1000;
      const isOverdue = performance.now() - began.clock > mostDeadlines * this.deadlineMs;
      if (left <= 1 || isOverdue) this.#stop(job);
      else this.#watch(job, began, Math.max(left, 20));
    };
    // When this process itself was busy, the answer may be lying there already: it is looked at before the clock.
    this.#timer = setTimeout(() => setImmediate(look), ms);
  }

  #start() {
    const worker = this.open();
    worker.on("message", (message: "ready" | Answer) => {
      if (worker !== this.#worker) return;
      if (message === "ready") this.#isReady = true;
      else this.#settle({ answer: message });
      this.#next();
    });
    worker.on("error", (error) => this.#onBroken(worker, error.message));
    worker.on("exit", (code) => this.#onBroken(worker, `The worker ended with code ${code}`));
    return worker;
  }

  /** The job is late: its thread ends, and a new one gets warm before the next job needs it. */
  #stop(job: Waiting<Job, Answer>) {
    if (job !== this.#running) return;
    void this.#drop()?.terminate();
    this.#worker = this.#start();
    this.#settle({ stopped: "too-slow", why: `No answer within ${this.deadlineMs} ms` });
    this.#next();
  }

  #onBroken(worker: Worker, why: string) {
    if (worker !== this.#worker) return;
    const couldStart = this.#isReady;
    this.#drop();
    this.#settle({ stopped: "broken", why });
    // A thread that does not even start would not start for the next job either.
    if (!couldStart) for (const { settle } of this.#waiting.splice(0)) settle({ stopped: "broken", why });
    this.#next();
  }

  #drop() {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#isReady = false;
    return worker;
  }

  #settle(outcome: Outcome<Answer>) {
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    running?.settle(outcome);
  }
}
