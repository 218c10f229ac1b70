/** Commands find the primary among several hosts, and find it again after a failover: pools, jobs, LISTEN and locks. */
import { once } from "node:events";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findPrimary, hostsOf } from "~/platform/database-hosts.server";
import { openPool } from "~/platform/database-pool.server";
import { closeDatabase, databasePools, db, inTransaction, openDatabase } from "~/platform/db.server";
import { enqueue, isRunningJobs, type JobHandlers, migrateJobs, startJobs, stopJobs } from "~/platform/jobs.server";
import { announce, closeLive, liveHub, openLive } from "~/platform/live.server";
import { withSessionLock } from "~/platform/locks.server";
import { withClient } from "~/platform/with-client.server";
import { deployMigrations } from "../../prisma/apply-migrations";
import { Cluster } from "../drills/cluster";
import { openTemporaryFolder } from "../support/open-folder";

describe("an address of several hosts", () => {
  test("stands for one address a host, in their order", () => {
    expect(hostsOf("postgresql://me:p,w@one:5432,two:5433,[::1]:5434/forum?sslmode=disable")).toEqual([
      "postgresql://me:p,w@one:5432/forum?sslmode=disable",
      "postgresql://me:p,w@two:5433/forum?sslmode=disable",
      "postgresql://me:p,w@[::1]:5434/forum?sslmode=disable",
    ]);
    expect(hostsOf("postgres://one,two/forum")).toEqual(["postgres://one/forum", "postgres://two/forum"]);
  });

  test("of one host stays as it is, also with a comma in what is no host", () => {
    for (const url of ["postgresql://me:p,w@one:5432/forum", "postgresql://one/forum?options=a,b"])
      expect(hostsOf(url)).toEqual([url]);
  });
});

describe("with three servers", () => {
  const folder = openTemporaryFolder("counterproof-hosts");
  let cluster: Cluster;
  let url: string;
  const done: string[] = [];
  const handlers = new Proxy({} as JobHandlers, {
    get: () => async (payload: unknown) => void done.push(JSON.stringify(payload)),
  });

  beforeAll(async () => {
    cluster = await Cluster.start({ folder, throwaway: true });
    await deployMigrations(cluster.url);
    // The primary is named last: it is not the first one that is tried.
    const hosts = [...cluster.replicas, cluster.primary].map(({ port }) => `127.0.0.1:${port}`);
    url = cluster.primary.url.replace(/@[^/]+/, `@${hosts.join(",")}`);
    openDatabase({ url });
    await migrateJobs();
    await cluster.untilReplayed();
  });
  afterAll(async () => {
    await stopJobs();
    await closeLive();
    await closeDatabase();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const portOf = async (ask: (sql: string) => Promise<unknown>) => {
    const { rows } = (await ask("select inet_server_port() as port")) as { rows: [{ port: number }] };
    return rows[0].port;
  };
  const patiently = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

  test("every pool, lock and single connection is one to the primary", async () => {
    const { port } = cluster.primary;
    for (const pool of Object.values(databasePools()))
      expect(await Promise.all(Array.from({ length: 4 }, () => portOf((sql) => pool.query(sql))))).toEqual(
        Array(4).fill(port),
      );
    expect(await withClient(url, (client) => portOf((sql) => client.query(sql)))).toBe(port);
    expect(await withSessionLock("archive", { wait: false }, async () => "held")).toBe("held");
    expect(new URL(await findPrimary(url)).port).toBe(String(port));
  });

  test("after a failover pools, jobs, LISTEN and locks find the promoted replica by themselves", async () => {
    await startJobs(handlers, "");
    openLive(url, async () => []);
    const heard: unknown[] = [];
    liveHub()!.subscribe(["thread:1"], ({ data }) => void heard.push(data));
    await patiently(async () => {
      await inTransaction((tx) => announce(tx, "thread:1", "post", "before"));
      expect(heard).toContain("before");
    });
    await cluster.untilReplayed();
    const [lost, next] = [cluster.primary, await cluster.mostAdvanced()];

    await lost.end("SIGKILL");
    await cluster.promote(next);

    await patiently(async () => {
      await inTransaction((tx) => enqueue(tx, "upload.changed", { hash: "after the failover" }));
    });
    for (const pool of Object.values(databasePools())) expect(await portOf((sql) => pool.query(sql))).toBe(next.port);
    await patiently(() => expect(done).toContain(JSON.stringify({ hash: "after the failover" })));
    expect(isRunningJobs()).toBe(true);
    await patiently(async () => {
      await inTransaction((tx) => announce(tx, "thread:1", "post", "after"));
      expect(heard).toContain("after");
    });
    expect(await withSessionLock("archive", { wait: false }, async () => "held")).toBe("held");
  });

  test("a primary that was replaced and comes back by itself is not taken for the primary", async () => {
    const [old] = cluster.servers;
    await old!.start();
    const asked = old!.ask<{ isReplica: boolean }>(`select pg_is_in_recovery() as "isReplica"`);
    expect(await asked).toEqual([{ isReplica: false }]);
    for (let attempt = 1; attempt <= 6; attempt++)
      expect(await withClient(url, (client) => portOf((sql) => client.query(sql)))).toBe(cluster.primary.port);
    await old!.end("SIGQUIT");
  });

  test("a replaced server becomes a replica again from a copy of the new primary", async () => {
    const [old] = cluster.servers;
    await cluster.join(old!);
    await cluster.untilReplayed();
    const versions = await Promise.all(
      [cluster.primary, old!].map((server) => server.ask(`select * from "ContentVersion" order by 1`)),
    );
    expect(versions[1]).toEqual(versions[0]);
    expect(await old!.ask("select 1 where pg_is_in_recovery()")).toHaveLength(1);
  });

  test("a connection whose server says that it only reads is dropped, and the hosts are tried again", async () => {
    await withClient(url, async (client) => {
      const ended = new Promise((done) => client.once("end", done));
      await client.query("set default_transaction_read_only = on");
      await expect(client.query(`create table "Late" ()`)).rejects.toMatchObject({ code: "25006" });
      await ended;
    });
    // The next one goes round all hosts, and back to the only one that writes.
    await db.$executeRaw`create temporary table "Early" ()`;
  });

  test("a host that swallows every word is passed over, however short the wait", async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const { port } = silent.address() as AddressInfo;
    const pool = openPool(cluster.primary.url.replace("@", `@127.0.0.1:${port},`), {
      most: 1,
      answer: 5_000,
      connect: 1_000,
      untilPrimary: 0,
    });
    expect(await portOf((sql) => pool.query(sql))).toBe(cluster.primary.port);
    await pool.end();
    silent.close();
  });

  test("while no host is the primary, a wait ends in time and says what each attempt met", async () => {
    await cluster.stop();
    const began = performance.now();
    await expect(withClient(url, async () => {}, { connectMs: 300 })).rejects.toThrow(
      /127\.0\.0\.1:\d+ is not the primary: connect ECONNREFUSED/,
    );
    expect(performance.now() - began).toBeGreaterThanOrEqual(300);
  });
});
