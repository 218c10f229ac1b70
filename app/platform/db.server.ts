/** The database: one pool per process, used through Prisma. */
import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { databaseFault } from "./database-faults";
import { PrismaClient, type Prisma } from "./prisma/client";

type Connection = { url: string; pool: pg.Pool; client: PrismaClient };

/** A transaction. Commands that join another's transaction take it as their first argument. */
export type Tx = Prisma.TransactionClient;
export { Prisma } from "./prisma/client";

/** All front doors are built as one graph of modules, so this module, and with it the pool, exists once in a process. */
let opened: Connection | null = null;

/** Opens the pool. Called once at start, before the first request. */
export function openDatabase(url: string) {
  if (opened) return;
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    // A longer query is a bug; it must not hold a connection.
    statement_timeout: 15_000,
  });
  // The pool replaces a dropped idle connection; without a listener the event would end the process.
  pool.on("error", () => {});
  pool.on("connect", (connection) => void connection.on("error", () => {}));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool),
    transactionOptions: { maxWait: 2_000, timeout: 10_000 },
  });
  opened = { url, pool, client };
}

function connection(): Connection {
  if (!opened) throw new Error("The database is used before openDatabase().");
  return opened;
}

/** Closes the pool after running queries have ended. */
export async function closeDatabase() {
  const { client, pool } = connection();
  opened = null;
  await client.$disconnect();
  await pool.end();
}

export const databasePool = () => connection().pool;

/** Where this process's database is, for connections outside the pool. */
export const databaseUrl = () => connection().url;

/** The Prisma client. A proxy, so that rooms can import it before the pool is open. */
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
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, options: { timeout?: number } = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, options);
    } catch (error) {
      if (attempt === attempts || databaseFault(error) !== "conflict") throw error;
      // Two that met once must not meet again.
      await setTimeout(randomInt(10, 60) * attempt);
    }
  }
}

/** The database's time, shared by all servers. */
export async function databaseNow(tx: Tx = db): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  return rows[0]!.now;
}
