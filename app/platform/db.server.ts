/** The database, used through Prisma: two pools per process, one of them for what readers wait for. */
import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { currentRequest, fromPrimary } from "./current-request.server";
import { databaseFault } from "./database-faults";
import { openPool } from "./database-pool.server";
import { adapterOfLanes } from "./lane-adapter.server";
import { Prisma, PrismaClient } from "./prisma/client";
import { Replicas } from "./replicas.server";
import { statementNamer } from "./statement-names.server";

type LaneName = "requests" | "background";
type Connection = {
  /** Where this process's database is, for connections of their own. */
  url: string;
  /** What readers wait for. */
  requests: pg.Pool;
  /** Jobs, the start, commands: nobody waits, and nothing of it is held up by readers. */
  background: pg.Pool;
  /** Uses the first for what a request asks for, else the second. */
  client: PrismaClient;
  /** Two connections for the questions of every visitor's page and of health checks, whatever else is waited for. */
  pulse: pg.Pool;
  /** Whether connections to the first and to the pulse are the same ones from statement to statement. */
  keepsStatements: boolean;
  /** Null where there are none. */
  replicas: Replicas | null;
};

/** A transaction. Commands that join another's transaction take it as their first argument. */
export type Tx = Prisma.TransactionClient;
export { Prisma } from "./prisma/client";

/** Milliseconds. A reader is better served by a sentence after three seconds than by a page after fifteen. */
const deadlines = { requests: 3_000, background: 15_000, pulse: 1_000 };
/** After its own deadline the server says so itself; a second later it is taken to hang. */
const grace = 1_000;
/** Each is a process of PostgreSQL with memory of its own, and two cores do no more at once. */
const connections = { requests: 5, background: 3 };
/** A page's statements come again and again; some of two hundred kilobytes a connection is what keeping them costs. */
const names = { requests: { named: 50, often: 10 }, background: { named: 15, often: 100 } };
/**
 * Milliseconds to wait for a free connection, and for a new one to be ready. A start and its jobs meet a database that is
 * starting itself, or a busy machine: nothing is gained when they give up soon.
 */
const longestWait = { requests: 1_500, background: 15_000 };
/**
 * Milliseconds to look for the primary among several hosts, beyond asking each of them once. Readers wait less: where none is
 * the primary, a replica can stand in for it, and a failover takes longer than anybody would wait.
 */
const untilPrimary = { requests: 500, background: 15_000, pulse: 250 };

type Addresses = {
  /** The database itself. */
  url: string;
  /** A pooler in front of it for the queries of requests, in transaction mode: its connections keep no settings. */
  pooler?: string | undefined;
  /** Servers that follow the primary, for what visitors read. */
  replicas?: string[];
};

/** All front doors are built as one graph of modules, so this module, and with it the pools, exists once in a process. */
let opened: Connection | null = null;

/** Opens the pools. Called once at start, before the first request. */
export function openDatabase({ url, pooler, replicas = [] }: Addresses) {
  if (opened) return;
  const requests = openLane(pooler ?? url, "requests", { keepsSettings: pooler === undefined });
  const background = openLane(url, "background", { keepsSettings: true });
  const lanes = { requests: requests.adapter, background: background.adapter };
  const pulse = openPool(pooler ?? url, {
    most: 2,
    answer: deadlines.pulse,
    connect: deadlines.pulse,
    untilPrimary: untilPrimary.pulse,
  });
  opened = {
    url,
    requests: requests.pool,
    background: background.pool,
    client: new PrismaClient({
      adapter: adapterOfLanes(lanes, currentLane),
      // Each pool gives up sooner by itself.
      transactionOptions: { maxWait: longestWait.background + 500, timeout: 10_000 },
    }),
    pulse,
    keepsStatements: pooler === undefined,
    replicas: replicas.length === 0 ? null : new Replicas(replicas, pulse),
  };
}

/** Whom the running code works for. */
const currentLane = (): LaneName => (currentRequest() ? "requests" : "background");

function openLane(url: string, name: LaneName, { keepsSettings }: { keepsSettings: boolean }) {
  const deadline = deadlines[name];
  const bounds = {
    most: connections[name],
    answer: deadline + grace,
    connect: longestWait[name],
    untilPrimary: untilPrimary[name],
  };
  const pool = openPool(url, bounds, keepsSettings ? `set statement_timeout = ${deadline}` : null);
  // A pooler may hand the next statement to a connection that doesn't know the name.
  const adapter = new PrismaPg(pool, keepsSettings ? { statementNameGenerator: statementNamer(names[name]) } : {});
  return { pool, adapter };
}

function connection(): Connection {
  if (!opened) throw new Error("The database is used before openDatabase().");
  return opened;
}

/** Closes the pools after running queries have ended. */
export async function closeDatabase() {
  const { requests, background, client, pulse, replicas } = connection();
  opened = null;
  await replicas?.close();
  await pulse.end();
  await client.$disconnect();
  await requests.end();
  await background.end();
}

/**
 * Closes the background pool's free connections. Each has the memory that its dearest statement took, for as long as it
 * lives; after the statements of a first start that is a multiple of what jobs need.
 */
export async function dropIdleConnections() {
  const pool = connection().background;
  const idle = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
  for (const client of idle) client.release(true);
}

/** The pool of what no reader waits for. */
export const databasePool = () => connection().background;

/** All pools by name, for figures of them. */
export const databasePools = () => {
  const { requests, background, pulse } = connection();
  return { requests, background, pulse };
};

/** The connections for questions that visitors' pages and health checks wait for; null when the database is closed. */
export const databasePulse = () => opened?.pulse ?? null;

/** Whether a statement that was given a name is known by it later: not behind a pooler, which may hand on the connection. */
export const keepsStatements = () => connection().keepsStatements;

/** The servers that follow the primary; null where there are none, and when the database is closed. */
export const databaseReplicas = () => opened?.replicas ?? null;

/** Where this process's database is, for connections outside the pools. */
export const databaseUrl = () => connection().url;

/** The Prisma client. A proxy, so that rooms can import it before the pools are open. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, property) => Reflect.get(connection().client, property) as unknown,
});

const attempts = 3;

/** Milliseconds for a transaction at start that writes hundreds of rows one by one: even a slow machine keeps it. */
export const startTimeout = 120_000;

/**
 * Runs `work` in one transaction. When PostgreSQL rolls it back because another transaction stood in its way, it is run
 * again, three times in all: `work` changes nothing but the database. `timeout` in milliseconds, 10,000 unless given.
 */
export const inTransaction = <T>(work: (tx: Tx) => Promise<T>, options: { timeout?: number } = {}): Promise<T> =>
  againOnConflict(() => db.$transaction(work, options));

/** The same for work that writes in one statement, which is a transaction of its own. */
export async function againOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || databaseFault(error) !== "conflict") throw error;
      // Two that met once must not meet again.
      await setTimeout(randomInt(10, 60) * attempt);
    }
  }
}

/** Whether a write failed because another row has what is to be unique. */
export const isUniqueViolation = (error: unknown) =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

/** The database's time, shared by all servers. */
export async function databaseNow(tx: Tx = db): Promise<Date> {
  const rows = await fromPrimary(() => tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`);
  return rows[0]!.now;
}
