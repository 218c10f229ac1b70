/**
 * Connections to PostgreSQL that wait for no answer beyond a deadline of our own: a server that hangs, or a network that
 * swallows packets, never sends the error of `statement_timeout`.
 */
import { setImmediate } from "node:timers";
import type pg from "pg";
import { currentRequest } from "./current-request.server";
import { PrimaryClient } from "./database-hosts.server";
import { log } from "./log.server";

/** A slower statement is logged, with its text and without its values. */
const slow = 500;
const longestText = 1_000;

type Bounds = {
  /** Milliseconds for the answer to one statement; then the connection is dropped, because it can't be used again. */
  answer: number;
};

/** A statement, and the request that asked for it. */
type Asked = { text: string; since: number; requestId: string | undefined };

/** A class of connections, for a pool or alone. */
export function boundedBy({ answer }: Bounds): typeof pg.Client {
  return class BoundedConnection extends PrimaryClient {
    /** Statements that were sent or wait for their turn, oldest first. */
    readonly #open: Asked[] = [];
    #deadline: NodeJS.Timeout | undefined;

    constructor(config?: string | pg.ClientConfig) {
      super(config);
      // Unheard, the event would end the process; whoever asks this connection next gets the error.
      this.on("error", () => {});
      this.once("end", () => clearTimeout(this.#deadline));
    }

    override query(...asked: unknown[]) {
      if (this.#open.length === 0) this.#begin();
      this.#open.push({ text: textOf(asked[0]), since: performance.now(), requestId: currentRequest()?.id });
      return Reflect.apply(super.query, this, asked);
    }

    #begin() {
      // Only before the first statement, because the connection's parts are made by then.
      if (!this.#deadline) {
        this.connection.on("readyForQuery", () => this.#settle());
        // Also after a statement that was refused before it was sent.
        this.on("drain", () => {
          this.#settle();
          this.#open.length = 0;
        });
        this.#deadline = setTimeout(() => this.#checkLater(), answer).unref();
      } else this.#deadline.refresh();
    }

    #settle() {
      const done = this.#open.shift();
      if (!done) return;
      const now = performance.now();
      const ms = Math.round(now - done.since);
      // The answer comes in the course of whatever request opened this connection: the line says whose statement it was.
      if (ms >= slow) log().warn({ ms, sql: done.text, requestId: done.requestId }, "a slow query");
      const next = this.#open[0];
      // A statement's time begins when the one before it is answered.
      if (next) next.since = now;
      this.#deadline?.refresh();
    }

    /** After a busy moment of our own the answer may lie unread in the socket: it is read before the check. */
    #checkLater() {
      setImmediate(() => {
        const oldest = this.#open[0];
        if (!oldest) return;
        // Timers are precise to a few milliseconds.
        if (performance.now() - oldest.since >= answer - 20) this.connection.stream.destroy();
        else this.#deadline?.refresh();
      });
    }
  };
}

function textOf(asked: unknown) {
  const text = asked instanceof Object && "text" in asked ? asked.text : asked;
  return String(text).replaceAll(/\s+/g, " ").trim().slice(0, longestText);
}
