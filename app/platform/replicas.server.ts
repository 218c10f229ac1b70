/**
 * Servers that follow the primary. What visitors read comes from one of them while it shows what the primary shows. Each process
 * looks after them by itself: one that is away, or more than ten seconds behind, is left out until it is well again.
 */
import { randomInt } from "node:crypto";
import { setTimeout as setTimer } from "node:timers";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { reasonOf } from "./database-faults";
import { openPool } from "./database-pool.server";
import { log } from "./log.server";
import { hasReached, lsnOf, type Position, primaryTimeline } from "./positions";
import type { ReplicaReads } from "./replica-reads";
import { SharedQuestion } from "./shared-question.server";
import { statementNamer } from "./statement-names.server";
import { toVersions, versionColumns, type VersionRow, type Versions } from "./versions";

/** Seconds behind the primary from which on a replica is left out. */
const usualLag = 10;
/** Milliseconds after the primary was last heard for which a replica stands in for it. */
const longestStandIn = 30_000;
/** Milliseconds between two looks at all of them. */
const betweenLooks = 1_000;
/** Milliseconds for which the primary's places are remembered, to know since when a replica lacks one. */
const remembered = 120_000;
/** As for the requests that the primary answers; the two other connections are for looks and versions. */
const bounds = {
  requests: { most: 5, answer: 4_000, connect: 1_000 },
  pulse: { most: 2, answer: 1_000, connect: 1_000 },
};

/**
 * The timeline that a replica follows: while it streams, its sender's; else the last one that it knows of for sure. Only a
 * superuser or a member of pg_read_all_stats sees the first.
 */
const timeline = `lpad(upper(to_hex(coalesce((select received_tli from pg_stat_wal_receiver where status = 'streaming'),
    greatest((select timeline_id from pg_control_checkpoint()), (select min_recovery_end_timeline from pg_control_recovery()))))), 8, '0')`;
const versionsQuestion = `select ${timeline} as timeline, pg_is_in_recovery() as "isReplica",
    coalesce(pg_last_wal_replay_lsn(), '0/0')::text as lsn, ${versionColumns} from "ContentVersion"`;
const lookQuestion = `select pg_is_in_recovery() as "isReplica", coalesce(pg_last_wal_replay_lsn(), '0/0')::text as lsn`;
const primaryQuestion = `select ${primaryTimeline} as timeline, pg_current_wal_lsn()::text as lsn`;

type Look = { isReplica: boolean; lsn: string };
type Shown = { versions: Versions; position: Position; isReplica: boolean };

/** Connections to a replica, until one of them breaks: what they read never goes back in time. */
type Lane = { requests: pg.Pool; pulse: pg.Pool; adapter: SqlDriverAdapter; isLost: boolean };

export type ReplicaState = {
  /** `host:port`. */
  name: string;
  /** Seconds behind the primary; null when it doesn't answer. */
  lag: number | null;
  /** Why nothing is read from it, as a sentence; null when it is in use. */
  leftOut: string | null;
  /** Requests that have read from it since the start of this process. */
  reads: number;
};

const notAskedYet = "It has not been asked yet.";

class Replica {
  readonly name: string;
  #lane: Lane | null = null;
  #lag: number | null = null;
  #leftOut: string | null = notAskedYet;
  #reads = 0;
  readonly #question = new SharedQuestion((threads) => this.#askVersions(threads));

  constructor(
    private readonly url: string,
    private readonly mostLag: number,
  ) {
    const { host, port } = new URL(url);
    this.name = port === "" ? `${host}:5432` : host;
  }

  get state(): ReplicaState {
    return { name: this.name, lag: this.#lag, leftOut: this.#leftOut, reads: this.#reads };
  }

  get isUsed() {
    return this.#leftOut === null && this.#lane?.isLost === false;
  }

  /** Looks how it is; `lagOf` answers with the seconds for which it lacks what the primary has. */
  async look(lagOf: (lsn: bigint) => number) {
    const before = this.#leftOut;
    try {
      const lane = await this.#open();
      const { rows } = await lane.pulse.query<Look>(lookQuestion);
      const { isReplica, lsn } = rows[0]!;
      this.#lag = isReplica ? lagOf(lsnOf(lsn)) : null;
      this.#leftOut = isReplica
        ? whyLate(this.#lag!, this.mostLag)
        : "It takes writes itself: it is the primary, or was.";
    } catch (error) {
      this.#lag = null;
      this.#leftOut = `It does not answer: ${reasonOf(error)}.`;
      this.#drop();
    }
    if ((before === null) !== (this.#leftOut === null) && before !== notAskedYet)
      log().warn(
        { replica: this.name, why: this.#leftOut },
        this.#leftOut ? "a replica is left out" : "a replica is used again",
      );
  }

  /** What it shows now. Throws when it doesn't answer within two seconds. */
  async show(threads: readonly number[]): Promise<Shown> {
    return this.#question.ask(threads);
  }

  /** Reads from it for one request, which has seen these versions there. */
  readsAt(versions: Versions, standsIn: boolean): ReplicaReads | null {
    const lane = this.#lane;
    if (!lane || lane.isLost) return null;
    this.#reads += 1;
    return {
      name: this.name,
      adapter: lane.adapter,
      versions,
      ask: async (threads) => (await this.show(threads)).versions,
      hasLeft: false,
      standsIn,
      isLost: () => lane.isLost,
    };
  }

  async close() {
    const lane = this.#lane;
    this.#drop();
    await lane?.adapter.dispose();
  }

  async #askVersions(threads: ReadonlySet<number>): Promise<Shown> {
    const lane = await this.#open();
    const { rows } = await lane.pulse.query<VersionRow & Look>(versionsQuestion, [[...threads]]);
    const { isReplica, lsn, ...row } = rows[0]!;
    return { versions: toVersions(row, threads), position: { timeline: row.timeline, lsn: lsnOf(lsn) }, isReplica };
  }

  async #open(): Promise<Lane> {
    if (this.#lane && !this.#lane.isLost) return this.#lane;
    this.#drop();
    const requests = openPool(this.url, bounds.requests, "set statement_timeout = 3000");
    const pulse = openPool(this.url, bounds.pulse);
    const adapter = await new PrismaPg(requests, {
      statementNameGenerator: statementNamer({ named: 50, often: 10 }),
    }).connect();
    const lane = { requests, pulse, adapter, isLost: false };
    // A connection that breaks by itself may mean that the server was started again, at an earlier moment.
    for (const pool of [requests, pulse]) pool.on("error", () => void (lane.isLost = true));
    this.#lane = lane;
    return lane;
  }

  #drop() {
    const lane = this.#lane;
    this.#lane = null;
    if (!lane) return;
    lane.isLost = true;
    for (const pool of [lane.requests, lane.pulse]) pool.end().catch(() => {});
  }
}

const whyLate = (lag: number, mostLag: number) => (lag > mostLag ? `It is ${Math.round(lag)} seconds behind.` : null);

type Wanted = {
  needed: Position | null;
  threads: readonly number[];
  /** The last version of everything that was heard from the primary. */
  heard: { version: string; at: number } | null;
};

/** The versions at a replica; null when it doesn't answer, takes writes itself, or has not come as far as is needed. */
async function shownBy(replica: Replica, { needed, threads }: Pick<Wanted, "needed" | "threads">) {
  const shown = await replica.show(threads).catch(() => null);
  return shown?.isReplica && (!needed || hasReached(shown.position, needed)) ? shown.versions : null;
}

/** The same ones, beginning with any of them. */
function inAnyOrder<T>(all: T[]): T[] {
  const from = all.length === 0 ? 0 : randomInt(all.length);
  return [...all.slice(from), ...all.slice(0, from)];
}

/** Whether the first version of everything holds at least as many changes of the same timeline as the second. */
function isAsNew(version: string, heard: string) {
  const [timeline, count = "0"] = version.split(" ");
  const [timelineHeard, countHeard = "0"] = heard.split(" ");
  return timeline === timelineHeard && BigInt(count) >= BigInt(countHeard);
}

export class Replicas {
  readonly #all: Replica[];
  /** Where the primary's log was, oldest first. */
  #places: { at: number; lsn: bigint }[] = [];
  #timeline = "";
  #next: NodeJS.Timeout | undefined;
  #isClosed = false;
  #looking: Promise<void>;

  constructor(
    urls: string[],
    private readonly primary: pg.Pool,
    { mostLag = usualLag }: { mostLag?: number } = {},
  ) {
    this.#all = urls.map((url) => new Replica(url, mostLag));
    this.#looking = this.#lookAgain();
  }

  /** Each of them, as this process knows it. */
  get states(): ReplicaState[] {
    return this.#all.map(({ state }) => state);
  }

  /**
   * One that shows what the primary shows, and what was written up to this place; null when none does. While the primary
   * doesn't answer, whichever has come as far as was heard stands in for it: commits may have reached one of them alone.
   */
  async choose(primary: Promise<Versions>, { needed, threads, heard }: Wanted): Promise<ReplicaReads | null> {
    const known = primary.catch(() => null);
    const [replica, ...others] = inAnyOrder(this.#all.filter(({ isUsed }) => isUsed));
    if (!replica) return null;
    const shown = await shownBy(replica, { needed, threads });
    const now = await known;
    if (now) return shown?.global === now.global ? replica.readsAt(shown, false) : null;
    if (heard === null || performance.now() - heard.at > longestStandIn) return null;
    if (shown && isAsNew(shown.all, heard.version)) return replica.readsAt(shown, true);
    for (const other of others) {
      const versions = await shownBy(other, { needed, threads });
      if (versions && isAsNew(versions.all, heard.version)) return other.readsAt(versions, true);
    }
    return null;
  }

  /** Where the primary's log is now, for who has just written. */
  async position(): Promise<{ timeline: string; lsn: string }> {
    const { rows } = await this.primary.query<{ timeline: string; lsn: string }>(
      `select ${primaryTimeline} as timeline, pg_current_wal_insert_lsn()::text as lsn`,
    );
    return rows[0]!;
  }

  /** Looks at all of them now. */
  async look() {
    await this.#notePlace().catch(() => {});
    await Promise.all(this.#all.map((replica) => replica.look((lsn) => this.#lagAt(lsn))));
  }

  async close() {
    this.#isClosed = true;
    clearTimeout(this.#next);
    await this.#looking;
    await Promise.all(this.#all.map((replica) => replica.close()));
  }

  async #lookAgain() {
    await this.look();
    if (!this.#isClosed) this.#next = setTimer(() => void (this.#looking = this.#lookAgain()), betweenLooks).unref();
  }

  async #notePlace() {
    const at = performance.now();
    const { rows } = await this.primary.query<{ timeline: string; lsn: string }>(primaryQuestion);
    const { timeline, lsn } = rows[0]!;
    // Bytes of another timeline are others.
    if (timeline !== this.#timeline) this.#places = [];
    this.#timeline = timeline;
    this.#places = [...this.#places.filter((place) => place.at > at - remembered), { at, lsn: lsnOf(lsn) }];
  }

  /** Seconds since the primary had more than this. */
  #lagAt(lsn: bigint): number {
    const lacking = this.#places.find((place) => place.lsn > lsn);
    return lacking ? (performance.now() - lacking.at) / 1_000 : 0;
  }
}
