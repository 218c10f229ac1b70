import { expect, test } from "vitest";
import { databasePool, databasePools, dropIdleConnections } from "~/platform/db.server";
import { useDatabase } from "../support/database";

useDatabase();

test("free connections of the background are closed; one in use, and those of requests, go on", async () => {
  const pool = databasePool();
  const { requests } = databasePools();
  const [kept, ...free] = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
  const processes = async () => {
    const { rows } = await kept!.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database()",
    );
    return rows.map(({ pid }) => pid).toSorted();
  };
  const pidOf = async ({ query }: { query: (sql: string) => Promise<{ rows: { pid: number }[] }> }) =>
    (await query("select pg_backend_pid() as pid")).rows[0]!.pid;
  const freePids = await Promise.all(free.map((client) => pidOf({ query: (sql) => client.query(sql) })));
  const requestPid = await pidOf({ query: (sql) => requests.query(sql) });
  for (const client of free) client.release();

  await dropIdleConnections();

  await expect.poll(async () => (await processes()).filter((pid) => freePids.includes(pid))).toEqual([]);
  expect(await processes()).toContain(requestPid);
  kept!.release();
  expect(await pidOf({ query: (sql) => pool.query(sql) })).toBe(await pidOf({ query: (sql) => pool.query(sql) }));
});
