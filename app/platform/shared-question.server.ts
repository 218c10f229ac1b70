import { setImmediate } from "node:timers/promises";

/**
 * A question about threads that many ask at once. It is put after it was asked, one at a time: those who ask while it is
 * answered, and in the same turn of the event loop, share the next answer.
 */
export class SharedQuestion<Answer> {
  #running: Promise<unknown> = Promise.resolve();
  #next: { threads: Set<number>; answer: Promise<Answer> } | null = null;

  constructor(private readonly put: (threads: ReadonlySet<number>) => Promise<Answer>) {}

  ask(threads: readonly number[]): Promise<Answer> {
    this.#next ??= { threads: new Set(), answer: this.#putLater() };
    for (const thread of threads) this.#next.threads.add(thread);
    return this.#next.answer;
  }

  /** Requests that have arrived by now are read first: each question costs more than what it is about. */
  async #putLater(): Promise<Answer> {
    await this.#running.catch(() => {});
    await setImmediate();
    return this.#putNext();
  }

  #putNext(): Promise<Answer> {
    const threads = this.#next?.threads ?? new Set();
    this.#next = null;
    const answer = this.put(threads);
    this.#running = answer;
    return answer;
  }
}
