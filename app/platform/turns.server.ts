/**
 * Lets a few at a time do something costly. The others wait in line; while the line is full, newcomers are turned away.
 * A freed place goes straight to the next in line, so that a newcomer can't take it and the bound always holds.
 */
export class Turns {
  #running = 0;
  readonly #line: (() => void)[] = [];

  /** `atOnce` ≥ 1 run at the same time; `waiting` more may stand in line. */
  constructor(private readonly limits: { atOnce: number; waiting: number }) {}

  /** The value of `work` once it had its turn, or null at once when the line is full. Passes on what `work` throws. */
  async take<T>(work: () => Promise<T>): Promise<T | null> {
    const isFull = this.#running >= this.limits.atOnce && this.#line.length >= this.limits.waiting;
    return isFull ? null : this.wait(work);
  }

  /** The same without a bound on the line, for callers whose number is bounded already. */
  async wait<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.limits.atOnce) this.#running += 1;
    else await new Promise<void>((called) => this.#line.push(called));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
