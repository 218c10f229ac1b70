/** Lets a few at a time do something costly; the others wait in line, and when the line is full they are turned away. */
export class Turns {
  #running = 0;
  #line: (() => void)[] = [];

  constructor(private readonly limits: { atOnce: number; waiting: number }) {}

  /** What `work` returns, when it was its turn; null when the line is full. */
  async take<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#running >= this.limits.atOnce) {
      if (this.#line.length >= this.limits.waiting) return null;
      await new Promise<void>((called) => this.#line.push(called));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
