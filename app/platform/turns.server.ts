/** Somebody who waits in a line: a member, an address or a job; `signal` is aborted when they stop waiting. */
export type Asker = { name: string; signal?: AbortSignal };

type Place = { name: string; call: () => void };

/** Gives a place back. Only the first call counts. */
type Leave = () => void;

type Limits = {
  /** How many run at the same time, at least 1; a function where it changes. */
  atOnce: number | (() => number);
  /** How many more may stand in line. */
  waiting: number;
  /** How many places in the line one asker may have; all of them unless given. */
  perAsker?: number;
  /** Milliseconds that one may stand in line; any time unless given. */
  longestWait?: number;
};

/** The asker stopped waiting, or had waited for the longest time allowed, before their turn came. */
export class AskerGone extends Error {
  override name = "AskerGone" as const;
}

const anybody: Asker = { name: "" };

/**
 * Lets a few at a time do something costly. The others wait in line; while the line is full, newcomers are turned away,
 * and so is an asker who has their share of its places. A freed place goes straight to the first in line among those who
 * have the fewest places already, so that a newcomer can't take it and the bound always holds. An asker who stops waiting
 * leaves the line.
 */
export class Turns {
  readonly #running: string[] = [];
  readonly #line: Place[] = [];

  constructor(private readonly limits: Limits) {}

  /** How many have their turn now. */
  get running() {
    return this.#running.length;
  }

  /** How many stand in line now. */
  get waiting() {
    return this.#line.length;
  }

  /**
   * The value of `work` once it had its turn, or null at once when there is no place in the line. Passes on what `work`
   * throws; throws `AskerGone` when the asker went before their turn.
   */
  async take<T>(work: () => Promise<T>, asker = anybody): Promise<T | null> {
    return this.#isFullFor(asker) ? null : this.wait(work, asker);
  }

  /** The same without a bound on the line, for callers whose number is bounded already. */
  async wait<T>(work: () => Promise<T>, asker = anybody): Promise<T> {
    const leave = await this.#placeOf(asker);
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /**
   * The same for work that ends elsewhere: a function that gives the turn back, or null at once when there is no place in
   * the line.
   */
  async enter(asker = anybody): Promise<Leave | null> {
    return this.#isFullFor(asker) ? null : this.#placeOf(asker);
  }

  get #hasRoom() {
    const { atOnce } = this.limits;
    return this.#running.length < (typeof atOnce === "number" ? atOnce : atOnce());
  }

  #isFullFor({ name }: Asker) {
    const { waiting, perAsker = waiting } = this.limits;
    const own = this.#line.filter((place) => place.name === name).length;
    return !this.#hasRoom && (this.#line.length >= waiting || own >= perAsker);
  }

  async #placeOf(asker: Asker): Promise<Leave> {
    if (asker.signal?.aborted) throw new AskerGone("The asker is gone");
    // Where more may run than before, those in line come first.
    this.#callNext();
    if (this.#hasRoom) this.#running.push(asker.name);
    else await this.#stand(asker);
    let isRunning = true;
    return () => {
      if (!isRunning) return;
      isRunning = false;
      this.#running.splice(this.#running.indexOf(asker.name), 1);
      this.#callNext();
    };
  }

  #stand({ name, signal }: Asker) {
    return new Promise<void>((called, left) => {
      const stopWaiting = () => {
        clearTimeout(overdue);
        signal?.removeEventListener("abort", giveUp);
      };
      const place: Place = {
        name,
        call: () => {
          stopWaiting();
          called();
        },
      };
      const giveUp = () => {
        stopWaiting();
        this.#line.splice(this.#line.indexOf(place), 1);
        left(new AskerGone("The asker is gone, or waited too long"));
      };
      const { longestWait } = this.limits;
      const giveUpUnlessRoom = () => {
        this.#callNext();
        if (this.#line.includes(place)) giveUp();
      };
      const overdue = longestWait === undefined ? undefined : setTimeout(giveUpUnlessRoom, longestWait);
      this.#line.push(place);
      signal?.addEventListener("abort", giveUp, { once: true });
    });
  }

  #callNext() {
    const placesOf = ({ name }: Place) => this.#running.filter((other) => other === name).length;
    while (this.#line.length > 0 && this.#hasRoom) {
      const fewest = Math.min(...this.#line.map(placesOf));
      const index = this.#line.findIndex((place) => placesOf(place) === fewest);
      const [next] = this.#line.splice(index, 1);
      this.#running.push(next!.name);
      next!.call();
    }
  }
}
