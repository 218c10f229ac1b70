/** Whether transactions stood in each other's way: a retry hides a deadlock from the caller, never from PostgreSQL's count. */
import pg from "pg";
import { closeDatabase, openDatabase } from "~/platform/db.server";

/** Runs `work`; answers with its result and with the number of deadlocks that PostgreSQL counted in this database meanwhile. */
export async function countingDeadlocks<T>(url: string, work: () => Promise<T>) {
  const before = await deadlocksUntilNow(url);
  const result = await work();
  return { result, deadlocks: (await deadlocksUntilNow(url)) - before };
}

/** A connection reports its count at the latest when it ends, so all of them end first. */
async function deadlocksUntilNow(url: string): Promise<number> {
  await closeDatabase();
  const elsewhere = new URL(url);
  elsewhere.pathname = "/postgres";
  const client = new pg.Client({ connectionString: elsewhere.href });
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ deadlocks: number; connections: number }>(
        `select deadlocks::int, numbackends::int as connections from pg_stat_database where datname = $1`,
        [new URL(url).pathname.slice(1)],
      );
      if (rows[0]!.connections === 0) return rows[0]!.deadlocks;
    }
  } finally {
    await client.end();
    openDatabase({ url });
  }
}
