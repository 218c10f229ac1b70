/** The database: one pool a process, spoken to through Prisma. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "./prisma/client";
import { forgetProcessWide, processWide } from "./registry.server";

type Connection = { pool: pg.Pool; client: PrismaClient };

/** Inside a transaction; commands that take part in another's take it as their first argument. */
export type Tx = Prisma.TransactionClient;
export { Prisma } from "./prisma/client";

/** Opens the process's pool. Called once at start, before the first request. */
export function openDatabase(url: string) {
  processWide("database", () => {
    const pool = new pg.Pool({
      connectionString: url,
      max: 20,
      connectionTimeoutMillis: 2_000,
      idleTimeoutMillis: 30_000,
      // A query that takes longer than this is a fault of ours; it must not hold a connection for ever.
      statement_timeout: 15_000,
    });
    // An idle connection that the server drops is replaced at the next query; unheard, the event would end the process.
    pool.on("error", () => {});
    pool.on("connect", (connection) => void connection.on("error", () => {}));
    const client = new PrismaClient({
      adapter: new PrismaPg(pool),
      transactionOptions: { maxWait: 2_000, timeout: 10_000 },
    });
    return { pool, client } satisfies Connection;
  });
}

function connection() {
  return processWide<Connection>("database", () => {
    throw new Error("The database is used before openDatabase().");
  });
}

/** Closes the pool when everything that runs on it has ended. */
export async function closeDatabase() {
  const { client, pool } = connection();
  forgetProcessWide("database");
  await client.$disconnect();
  await pool.end();
}

export const databasePool = () => connection().pool;

/** The Prisma client. A proxy, so that rooms can import it before the pool is open. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, property) => Reflect.get(connection().client, property) as unknown,
});

/** Whether this error says that the database did not answer, rather than that it refused something. */
export function isDatabaseAway(error: unknown): boolean {
  for (
    let cause = error, depth = 0;
    cause instanceof Object && depth < 5;
    cause = (cause as { cause?: unknown }).cause, depth++
  ) {
    const { code, message, kind } = cause as { code?: string; message?: string; kind?: string };
    if (kind === "DatabaseNotReachable" || kind === "ConnectionClosed" || kind === "SocketTimeout") return true;
    if (code && /^(P1001|P1002|P1008|P1017|P2024|P2028|ECONN|EPIPE|ETIMEDOUT|57P0|08)/.test(code)) return true;
    if (
      message &&
      /Connection terminated|timeout exceeded when trying to connect|Can't reach database server|Server has closed the connection/.test(
        message,
      )
    )
      return true;
  }
  return false;
}

/** The time by the database's clock, the one that every server shares. */
export async function databaseNow(tx: Tx = db): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  return rows[0]!.now;
}
