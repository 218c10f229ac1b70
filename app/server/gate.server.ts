import { AskerGone, Turns } from "~/platform/turns.server";

type Limits = {
  /** Requests that are worked on at the same time. */
  inside: number;
  /** Requests in line; the next one is turned away. */
  line: number;
  /** Milliseconds in line. */
  longestWait: number;
};

/**
 * The gate in front of the work for requests: a number of them at once, a short line, and the rest is turned away at once.
 * Without it every request that arrives slows down all the others until none is answered in time.
 */
export class Gate {
  readonly #turns: Turns;
  #turnedAway = 0;

  constructor({ inside, line, longestWait }: Limits) {
    this.#turns = new Turns({ atOnce: inside, waiting: line, longestWait });
  }

  /** How many requests are inside and in line; `turnedAway` since the start of the process. */
  get counts() {
    return { inside: this.#turns.running, line: this.#turns.waiting, turnedAway: this.#turnedAway };
  }

  /**
   * Resolves with a function to call once when the work is done; with null when there is no place, and when `gone` says
   * that nobody waits for the answer any more.
   */
  async enter(gone?: AbortSignal): Promise<(() => void) | null> {
    if (gone?.aborted) return null;
    const asker = { name: "", ...(gone && { signal: gone }) };
    const leave = await this.#turns.enter(asker).catch((error: unknown) => {
      if (error instanceof AskerGone) return null;
      throw error;
    });
    if (!leave) this.#turnedAway += 1;
    return leave;
  }
}
