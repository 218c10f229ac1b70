/**
 * The gate in front of the work for requests: so much at once, a short line, and the rest is turned away at once. Without
 * it every request that arrives slows down all the others until none is answered in time.
 */

type Limits = {
  /** Requests that are worked on at the same time. */
  inside: number;
  /** Requests in line; the next one is turned away. */
  line: number;
  /** Milliseconds in line. */
  longestWait: number;
};

type Waiting = { enter(): void };

export class Gate {
  #inside = 0;
  #turnedAway = 0;
  readonly #line = new Set<Waiting>();

  constructor(private readonly limits: Limits) {}

  /** How much is going on; `turnedAway` since the start of the process. */
  get counts() {
    return { inside: this.#inside, line: this.#line.size, turnedAway: this.#turnedAway };
  }

  /**
   * Resolves with a function to call once when the work is done; with null when there is no place, and when `gone` says
   * that nobody waits for the answer any more.
   */
  async enter(gone?: AbortSignal): Promise<(() => void) | null> {
    if (gone?.aborted) return null;
    if (this.#inside < this.limits.inside) this.#inside += 1;
    else if (!(await this.#waitInLine(gone))) {
      this.#turnedAway += 1;
      return null;
    }
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#leave();
    };
  }

  #waitInLine(gone?: AbortSignal): Promise<boolean> {
    if (this.#line.size >= this.limits.line) return Promise.resolve(false);
    return new Promise((done) => {
      const settle = (hasEntered: boolean) => {
        this.#line.delete(waiting);
        clearTimeout(overdue);
        gone?.removeEventListener("abort", giveUp);
        done(hasEntered);
      };
      const giveUp = () => settle(false);
      const waiting = { enter: () => settle(true) };
      const overdue = setTimeout(giveUp, this.limits.longestWait);
      gone?.addEventListener("abort", giveUp);
      this.#line.add(waiting);
    });
  }

  /** The freed place goes straight to the first in line, so that a newcomer can't take it. */
  #leave() {
    const [first] = this.#line;
    if (first) first.enter();
    else this.#inside -= 1;
  }
}
