/**
 * A question about threads that many ask at once. It is put after it was asked, one at a time: those who ask while it is
 * answered share the next answer.
 */
export class SharedQuestion<Answer> {
  #running: Promise<unknown> = Promise.resolve();
  #next: { threads: Set<number>; answer: Promise<Answer> } | null = null;

  constructor(private readonly put: (threads: ReadonlySet<number>) => Promise<Answer>) {}

  ask(threads: readonly number[]): Promise<Answer> {
    this.#next ??= { threads: new Set(), answer: this.#running.catch(() => {}).then(() => this.#putNext()) };
    for (const thread of threads) this.#next.threads.add(thread);
    return this.#next.answer;
  }

  #putNext(): Promise<Answer> {
    const threads = this.#next?.threads ?? new Set();
    this.#next = null;
    const answer = this.put(threads);
    this.#running = answer;
    return answer;
  }
}
