import { AskerGone, Turns } from "~/platform/turns.server";

type Limits = {
  /** Requests that are worked on at the same time: most of them wait for the database. */
  inside: number;
  /** The same while the processor has no time left: more at once would only make all of them later. */
  insideWhenBusy?: number;
  /** Requests in line; the next one is turned away. */
  line: number;
  /** Milliseconds in line. */
  longestWait: number;
  /**
   * Milliseconds. A request whose answer would take longer, as places come free now, is turned away at once: the pace may
   * fall, and nobody should wait in vain. `longestWait` unless given.
   */
  expectedTime?: number;
  /** So many may stand in line whatever the pace, 0 unless given: the pace of a few is chance. */
  shortLine?: number;
};

/** Milliseconds in which no more are let in than may be inside when busy: how busy they make it is only known afterwards. */
const breath = 50;
const firstPause = 12;
/** How much the newest pause between two freed places counts in their mean. */
const newest = 0.2;

/**
 * The gate in front of the work for requests: a number of them at once, a short line, and the rest is turned away at once.
 * Without it every request that arrives slows down all the others until none is answered in time.
 */
export class Gate {
  readonly #turns: Turns;
  #turnedAway = 0;
  /** Milliseconds between two freed places while others wait for one; a process that has just begun is slow. */
  #pause = firstPause;
  #freedAt = 0;
  /** Since when there has been a line, if there is one. */
  #lineSince = 0;
  /** How many were inside when this breath began. */
  #breath = { since: 0, inside: 0 };

  constructor(
    private readonly limits: Limits,
    /** Whether the processor has no time left. */
    private readonly isBusy: () => boolean = () => false,
  ) {
    const { line, longestWait } = limits;
    this.#turns = new Turns({ atOnce: () => this.#inside(), waiting: line, longestWait });
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
    const leave = this.#wouldTakeTooLong()
      ? null
      : await this.#turns.enter(asker).catch((error: unknown) => {
          if (error instanceof AskerGone) return null;
          throw error;
        });
    if (!leave) {
      this.#turnedAway += 1;
      return null;
    }
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#noteFreed();
      leave();
    };
  }

  /** How many may be inside now. */
  #inside(): number {
    const { inside, insideWhenBusy = inside } = this.limits;
    if (this.isBusy()) return insideWhenBusy;
    const now = performance.now();
    if (now - this.#breath.since >= breath) this.#breath = { since: now, inside: this.#turns.running };
    return Math.min(inside, this.#breath.inside + insideWhenBusy);
  }

  #wouldTakeTooLong(): boolean {
    const ahead = this.#turns.waiting;
    const now = performance.now();
    if (ahead === 0) {
      this.#lineSince = now;
      return false;
    }
    const { longestWait, expectedTime = longestWait, shortLine = 0 } = this.limits;
    const inside = this.#turns.running;
    // Nothing has come free for a while: the mean of before no longer holds. Those inside have been at it for about as
    // long, and each of them frees a place.
    const pause = Math.max(this.#pause, this.#pauseUntil(now) / Math.max(1, inside));
    return ahead >= shortLine && (ahead + inside) * pause > expectedTime;
  }

  /** Milliseconds for which somebody has been in line and no place came free. */
  #pauseUntil(now: number): number {
    return now - Math.max(this.#freedAt, this.#lineSince);
  }

  #noteFreed() {
    const now = performance.now();
    // Without a line a place may come free late because nobody asked.
    if (this.#turns.waiting > 0) this.#pause += newest * (this.#pauseUntil(now) - this.#pause);
    this.#freedAt = now;
  }
}
