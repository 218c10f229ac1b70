/**
 * Live events: NOTIFY carries them from the writing transaction to every process, which listens on one connection for
 * all of its readers.
 */
import type pg from "pg";
import { z } from "zod";
import { boundedBy } from "./bounded-connection.server";
import type { Tx } from "./db.server";
import { log } from "./log.server";

/** `thread:42`, `metric:base/tps`. */
export type LiveTopic = string;
export type LiveEvent = { topic: LiveTopic; event: string; data: unknown };
type Listener = (event: LiveEvent) => void;

const channel = "counterproof_live";
/** PostgreSQL's limit for a payload is below 8000 bytes. */
const maxPayload = 7_900;
/** Milliseconds between two questions that find out whether a silent connection still stands. */
const betweenPulses = 15_000;
const LiveConnection = boundedBy({ answer: 5_000 });

/**
 * Notifies all readers of a topic after the commit. Events that are too large are dropped: readers see the change on
 * their next request.
 */
export async function announce(tx: Tx, topic: LiveTopic, event: string, data: unknown) {
  const payload = JSON.stringify({ topic, event, data } satisfies LiveEvent);
  if (Buffer.byteLength(payload) > maxPayload) return;
  await tx.$executeRaw`select pg_notify(${channel}, ${payload})`;
}

class LiveHub {
  readonly #listeners = new Map<LiveTopic, Set<Listener>>();
  /** The newest point of each topic and when it was heard, by the process's monotonic clock, for readers who join after it. */
  readonly #newest = new Map<LiveTopic, { event: LiveEvent; heardAt: number }>();
  #client: pg.Client | undefined;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;

  constructor(private readonly databaseUrl: string) {
    void this.#connect();
  }

  /** Subscribes to these topics until the returned function is called. */
  subscribe(topics: LiveTopic[], listener: Listener): () => void {
    for (const topic of topics) {
      const listeners = this.#listeners.get(topic) ?? new Set();
      this.#listeners.set(topic, listeners.add(listener));
    }
    return () => {
      for (const topic of topics) {
        const listeners = this.#listeners.get(topic);
        listeners?.delete(listener);
        if (listeners?.size === 0) this.#listeners.delete(topic);
      }
    };
  }

  /** The last known points of these topics in this process, each as old as it is now. */
  newest(topics: LiveTopic[]): LiveEvent[] {
    return topics.flatMap((topic) => {
      const known = this.#newest.get(topic);
      return known ? [olderBy(known.event, (performance.now() - known.heardAt) / 1_000)] : [];
    });
  }

  get topics() {
    return this.#listeners.size;
  }

  async close() {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#pulse);
    this.#listeners.clear();
    await this.#client?.end().catch(() => {});
  }

  async #connect() {
    const client = new LiveConnection({
      connectionString: this.databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      // Its name in pg_stat_activity.
      application_name: "counterproof-live",
    });
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    client.on("end", () => this.#reconnect(client));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#pulse = setInterval(() => void client.query("select 1").catch(() => {}), betweenPulses).unref();
    } catch {
      this.#reconnect(client);
    }
  }

  /** The connection was lost; missed events show up on the readers' next request. */
  #reconnect(client: pg.Client) {
    if (this.#isClosed || client !== this.#client) return;
    this.#client = undefined;
    clearInterval(this.#pulse);
    client.end().catch(() => {});
    this.#retry = setTimeout(() => void this.#connect(), 1_000).unref();
  }

  #hear(payload: string) {
    try {
      const event = JSON.parse(payload) as LiveEvent;
      // Remember points only for metrics, which are few; a thread's events are history, not state.
      if (event.event === "point") this.#newest.set(event.topic, { event, heardAt: performance.now() });
      for (const listener of this.#listeners.get(event.topic) ?? []) listener(event);
    } catch (error) {
      log().warn({ err: error }, "a live event could not be read");
    }
  }
}

let hub: LiveHub | null = null;

/** Opens the LISTEN connection. Called once at start by a process that serves readers. */
export function openLive(databaseUrl: string) {
  hub ??= new LiveHub(databaseUrl);
}

const Aged = z.looseObject({ age: z.number(), state: z.unknown().optional() });

/** A point that is sent again: its age has grown meanwhile, and its state follows from the age where it is shown. */
function olderBy(event: LiveEvent, seconds: number): LiveEvent {
  const read = Aged.safeParse(event.data);
  if (!read.success) return event;
  const { state: _, ...data } = read.data;
  return { ...event, data: { ...data, age: data.age + seconds } };
}

/** The process's hub; null if it doesn't listen. */
export const liveHub = (): LiveHub | null => hub;

export async function closeLive() {
  const closing = hub;
  hub = null;
  await closing?.close();
}
