/**
 * Live events: NOTIFY carries them from the writing transaction to every process, which listens on one connection for
 * all of its readers.
 */
import type pg from "pg";
import { z } from "zod";
import { boundedBy } from "./bounded-connection.server";
import { Prisma, type Tx } from "./db.server";
import { log } from "./log.server";
import { isThreadTopic } from "./thread-topic";

/** `thread:42`, `metric:base/tps`. */
export type LiveTopic = string;
export type LiveEvent = {
  topic: LiveTopic;
  event: string;
  data: unknown;
  /** Its place among the events of its topic, where they are kept for readers who missed some. */
  sequence?: number | undefined;
};
type Listener = (event: LiveEvent) => void;

/** The events that were missed, by topic and the sequence of the last one that was heard, in the order of each topic. */
export type ReadMissed = (after: ReadonlyMap<LiveTopic, number>) => Promise<LiveEvent[]>;

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
export const announce = (tx: Tx, topic: LiveTopic, event: string, data: unknown, sequence?: number) =>
  announceAll(tx, [{ topic, event, data, sequence }]);

/** The same for several events, in their order. */
export async function announceAll(tx: Tx, events: LiveEvent[]) {
  await tx.$executeRaw(announcing(events));
}

/** The statement that announces them, for `writeTogether`. */
export function announcing(events: LiveEvent[]): Prisma.Sql {
  const payloads = events.map((event) => JSON.stringify(event)).filter((text) => Buffer.byteLength(text) <= maxPayload);
  return Prisma.sql`select pg_notify(${channel}, "text") from unnest(${payloads}::text[]) as "text"`;
}

class LiveHub {
  readonly #listeners = new Map<LiveTopic, Set<Listener>>();
  /** The newest point of each topic and when it was heard, by the process's monotonic clock, for readers who join after it. */
  readonly #newest = new Map<LiveTopic, { event: LiveEvent; heardAt: number }>();
  /** The sequence up to which listeners have been told, by topic: what comes after it is read when nobody listened for a while. */
  readonly #told = new Map<LiveTopic, number>();
  /** The highest sequence that this process knows of, by topic: told, or read for somebody. */
  readonly #known = new Map<LiveTopic, number>();
  /** What is heard while missed events are read: it comes after them. */
  #held: LiveEvent[] | null = null;
  #isListening = false;
  /** Whether a connection broke since listeners were last told all. */
  #hasBroken = false;
  #client: pg.Client | undefined;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly readMissed: ReadMissed,
  ) {
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
        if (listeners?.size !== 0) continue;
        this.#listeners.delete(topic);
        this.#told.delete(topic);
        this.#known.delete(topic);
      }
    };
  }

  /**
   * What a reader missed who has subscribed before this and heard these last. What comes after it goes to its listener, which
   * may hear some of it twice. Reads nothing where this process knows of no more.
   */
  async missed(after: ReadonlyMap<LiveTopic, number>): Promise<LiveEvent[]> {
    const behind = new Map([...after].filter(([topic, sequence]) => !this.#isUpToDate(topic, sequence)));
    if (behind.size === 0) return [];
    for (const [topic, sequence] of behind) if (!this.#told.has(topic)) this.#told.set(topic, sequence);
    const missed = await this.readMissed(behind);
    for (const [topic, sequence] of behind) {
      const last = missed.findLast((event) => event.topic === topic)?.sequence ?? sequence;
      if (this.#listeners.has(topic)) this.#known.set(topic, Math.max(last, this.#known.get(topic) ?? 0));
    }
    return missed;
  }

  #isUpToDate(topic: LiveTopic, sequence: number) {
    const known = this.#known.get(topic);
    return this.#isListening && known !== undefined && known <= sequence;
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
      await this.#catchUp();
      this.#isListening = true;
      this.#pulse = setInterval(() => void client.query("select 1").catch(() => {}), betweenPulses).unref();
    } catch {
      this.#reconnect(client);
    }
  }

  /**
   * Tells listeners what was said while nobody listened, before what is said since. What is kept of no topic is only said to
   * have been missed: its pages look again.
   */
  async #catchUp() {
    const held: LiveEvent[] = [];
    this.#held = held;
    const missed = this.#told.size > 0 ? await this.readMissed(new Map(this.#told)) : [];
    this.#held = null;
    for (const event of [...missed, ...held]) this.#tell(event);
    if (!this.#hasBroken) return;
    this.#hasBroken = false;
    const notKept = [...this.#listeners.keys()].filter((topic) => !isThreadTopic(topic));
    for (const topic of notKept) this.#tell({ topic, event: "missed", data: {} });
  }

  /** The connection was lost. What is kept of the events that are missed meanwhile is read on the next one. */
  #reconnect(client: pg.Client) {
    if (this.#isClosed || client !== this.#client) return;
    this.#client = undefined;
    this.#isListening = false;
    this.#hasBroken = true;
    clearInterval(this.#pulse);
    client.end().catch(() => {});
    this.#retry = setTimeout(() => void this.#connect(), 1_000).unref();
  }

  #hear(payload: string) {
    try {
      const event = JSON.parse(payload) as LiveEvent;
      // Remember points only for metrics, which are few; a thread's events are history, not state.
      if (event.event === "point") this.#newest.set(event.topic, { event, heardAt: performance.now() });
      if (this.#held && event.sequence !== undefined) this.#held.push(event);
      else this.#tell(event);
    } catch (error) {
      log().warn({ err: error }, "a live event could not be read");
    }
  }

  #tell(event: LiveEvent) {
    const { topic, sequence } = event;
    const listeners = this.#listeners.get(topic);
    if (!listeners) return;
    if (sequence !== undefined) {
      this.#told.set(topic, Math.max(sequence, this.#told.get(topic) ?? 0));
      this.#known.set(topic, Math.max(sequence, this.#known.get(topic) ?? 0));
    }
    for (const listener of listeners) listener(event);
  }
}

let hub: LiveHub | null = null;

/** Opens the LISTEN connection. Called once at start by a process that serves readers. */
export function openLive(databaseUrl: string, readMissed: ReadMissed) {
  hub ??= new LiveHub(databaseUrl, readMissed);
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
