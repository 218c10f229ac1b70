/** Pools of connections that wait for no answer for ever; of several hosts to the one that is the primary. */
import type pg from "pg";
import { boundedBy } from "./bounded-connection.server";
import { PrimaryPool } from "./database-hosts.server";

/** Milliseconds for an answer, for a connection, and for finding the primary among several hosts; and the number of connections. */
type PoolBounds = { most: number; answer: number; connect: number; untilPrimary?: number };

/** `first` is said on each new connection: as a statement, because poolers refuse it among the parameters at its start. */
export function openPool(
  url: string,
  { most, answer, connect, untilPrimary }: PoolBounds,
  first: string | null = null,
): pg.Pool {
  const pool = new PrimaryPool(
    {
      connectionString: url,
      Client: boundedBy({ answer }),
      max: most,
      connectionTimeoutMillis: connect,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      ...(first !== null && { onConnect: async (client: pg.ClientBase) => void (await client.query(first)) }),
    },
    untilPrimary,
  );
  // The pool replaces a dropped idle connection; without a listener the event would end the process.
  pool.on("error", () => {});
  // Its connections listen for errors themselves; graphile-worker asks for a listener here.
  pool.on("connect", () => {});
  return pool;
}
