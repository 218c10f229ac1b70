/**
 * The row for several processes: pages a second of one, two and four web servers on one database, with and without a replica;
 * events to 2,000 readers spread over them; how many writes a second can tell others of themselves; and what tables and
 * indexes weigh. Load, servers and database share the machine's cores, so the ratios say little about several machines.
 */
import { Agent, type ClientRequest } from "node:http";
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { announceUpdate } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { closeDatabase, inTransaction, openDatabase } from "~/platform/db.server";
import { migrateJobs } from "~/platform/jobs.server";
import { closeLanes } from "~/platform/lanes.server";
import { withClient } from "~/platform/with-client.server";
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { deployMigrations } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { Cluster } from "../drills/cluster";
import { aMember } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { startSessionToken } from "../support/sessions";
import { SiteProcess } from "../support/site-process";
import { writeCorpus } from "./corpus";
import { median, percentile, print, printTable, tenths, whole } from "./figures";
import { load } from "./machine";
import { findPlaces, type Place } from "./places";
import { type Heard, openStream } from "./reader-stream";
import { ask } from "./requests";

const [seconds, readersAtOnce, readers, events] = [5, 6, 2_000, 10];
const publicUrl = "http://localhost:3000";

export async function measureCluster({ posts, runs }: { posts: number; runs: number }) {
  buildIfChanged();
  const folder = openTemporaryFolder("counterproof-cluster");
  const cluster = await Cluster.start({ folder, replicas: 1, database: "bench_cluster" });
  try {
    const { url } = cluster.primary;
    await deployMigrations(url);
    openDatabase({ url });
    await migrateJobs();
    await seed({ withDemonstration: false });
    await writeCorpus(url, { posts });
    await withClient(url, (client) => client.query("vacuum analyze"));
    await cluster.untilReplayed();
    const { short } = await findPlaces();
    const before = load();
    await printSizes(url, posts);
    await printNotifying(url);
    const rows: string[][] = [];
    const heard: string[][] = [];
    for (const replica of [null, cluster.replicaUrl])
      for (const count of [1, 2, 4]) {
        const { kept, made, told } = await measureProcesses({ url, replica, count, runs, thread: short });
        const name = `${count}${replica ? ", with a replica" : ""}`;
        rows.push([name, ...kept, ...made]);
        heard.push([name, whole(median(told.times)), whole(percentile(told.times, 0.99)), String(told.lost)]);
      }
    const ofFirst = (column: number) => Number(rows[0]![column]);
    print(
      `\n### Several processes\n\nWeb servers (\`ROLE=web\`) on one database of ${posts.toLocaleString("en")} posts, ${readersAtOnce} readers at each; medians of ${runs} runs; load ${before} before, ${load()} after.\n`,
    );
    printTable(
      ["processes", "kept front pages, per s", "ratio", "threads signed in, per s", "ratio"],
      rows.map(([name, kept, made]) => [
        name!,
        kept!,
        (Number(kept) / ofFirst(1)).toFixed(2),
        made!,
        (Number(made) / ofFirst(2)).toFixed(2),
      ]),
    );
    print(
      `\n${readers.toLocaleString("en")} readers of a thread spread over the processes, ${events} events; milliseconds from the transaction's begin.\n`,
    );
    printTable(["processes", "reached half of them, ms", "99 %, ms", "not reached"], heard);
  } finally {
    await closeLanes();
    await closeDatabase();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Measured = { url: string; replica: string | null; count: number; runs: number; thread: Place };

async function measureProcesses({ url, replica, count, runs, thread }: Measured) {
  const environment = { ...(replica && { DATABASE_REPLICA_URL: replica }) };
  const servers = Array.from(
    { length: count },
    () => new SiteProcess({ databaseUrl: url, publicUrl, environment }, "web"),
  );
  try {
    for (const server of servers) await server.start();
    const member = await aMember({ handle: `bench-${crypto.randomUUID().slice(0, 8)}` });
    const token = await startSessionToken(member.id);
    const all = async (path: string, isSignedIn: boolean) => {
      const each = await Promise.all(
        servers.map(({ port }) =>
          answersPerSecond(`http://127.0.0.1:${port}${path}`, isSignedIn ? { Cookie: `session-${port}=${token}` } : {}),
        ),
      );
      return each.reduce((sum, one) => sum + one, 0);
    };
    await all(paths.home(), false);
    await all(paths.thread(thread), true);
    const [kept, made]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      kept.push(await all(paths.home(), false));
      made.push(await all(paths.thread(thread), true));
    }
    return { kept: [whole(median(kept))], made: [tenths(median(made))], told: await tell(servers, thread) };
  } finally {
    await Promise.all(servers.map((server) => server.end()));
  }
}

/** Pages a second that readers get, each asking again as soon as it has its answer; those who are to come later get none. */
async function answersPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  let pages = 0;
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: readersAtOnce }, async () => {
      while (performance.now() < until) {
        const { status } = await ask(url, { headers, agent });
        if (status === 200) pages += 1;
        else if (status !== 503) throw new Error(`${url} answered ${status}.`);
      }
    }),
  );
  agent.destroy();
  return pages / seconds;
}

/** Tells readers at all servers of events, one after the other; answers with the milliseconds of each. */
async function tell(servers: SiteProcess[], thread: Place) {
  const open: ClientRequest[] = [];
  const heard: Heard = new Map();
  try {
    for (let from = 0; from < readers; from += 100)
      open.push(
        ...(await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            listen(servers[(from + index) % servers.length]!, from + index, thread, heard),
          ),
        )),
      );
    await pause(1_000);
    const times: number[] = [];
    let lost = 0;
    for (let event = 0; event < events; event++) {
      const number = 1_000_000 + event;
      const began = performance.now();
      await inTransaction((tx) => announceUpdate(tx, thread.id, { kind: "post", data: { number } }));
      while ((heard.get(number)?.length ?? 0) < readers && performance.now() - began < 20_000) await pause(20);
      const at = heard.get(number) ?? [];
      times.push(...at.map((moment) => moment - began));
      lost += readers - at.length;
    }
    return { times, lost };
  } finally {
    for (const stream of open) stream.destroy();
  }
}

const listen = ({ port }: SiteProcess, index: number, thread: Place, heard: Heard) =>
  openStream(
    // One address may hold 200 streams.
    { port, thread, headers: { "X-Forwarded-For": `198.18.0.${1 + (index % 200)}` } },
    heard,
  );

/** What NOTIFY costs: PostgreSQL lets one transaction at a time commit that has told something. */
async function printNotifying(url: string) {
  await withClient(url, (client) => client.query("create table bench_told (id bigserial primary key, words text)"));
  const listeners = await Promise.all(Array.from({ length: 8 }, () => connect(url)));
  for (const listener of listeners) await listener.query("listen bench_told");
  const rows: string[][] = [];
  for (const writers of [1, 8, 32]) {
    const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
    const insert = `insert into bench_told (words) values ('a row')`;
    const silent = await perSecond(clients, insert);
    const telling = await perSecond(clients, `begin; ${insert}; select pg_notify('bench_told', 'a row'); commit`);
    rows.push([String(writers), whole(silent), whole(telling), (telling / silent).toFixed(2)]);
    await Promise.all(clients.map((client) => client.end()));
  }
  await Promise.all(listeners.map((listener) => listener.end()));
  await withClient(url, (client) => client.query("drop table bench_told"));
  print(
    `\n### Writes that tell of themselves\n\nTransactions of one row, each on disk when it is done, with 8 listening connections; load ${load()}.\n`,
  );
  printTable(["writers at once", "silent, per s", "with NOTIFY, per s", "ratio"], rows);
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function perSecond(clients: pg.Client[], sql: string): Promise<number> {
  let done = 0;
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < until; done++) await client.query(sql);
    }),
  );
  return done / seconds;
}

/** The heaviest tables with their indexes, and all of them together. */
async function printSizes(url: string, posts: number) {
  type Size = { name: string; rows: number; table: number; indexes: number };
  const { rows } = await withClient(url, (client) =>
    client.query<Size>(`
      select c.relname as name, greatest(c.reltuples, 0)::float8 as rows,
        (pg_table_size(c.oid) / 1048576.0)::float8 as table, (pg_indexes_size(c.oid) / 1048576.0)::float8 as indexes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' order by pg_total_relation_size(c.oid) desc`),
  );
  const sum = (of: (row: Size) => number) => rows.reduce((all, row) => all + of(row), 0);
  const everything = {
    name: "all tables",
    rows: sum((row) => row.rows),
    table: sum((row) => row.table),
    indexes: sum((row) => row.indexes),
  };
  print(`\n### What ${posts.toLocaleString("en")} posts weigh\n`);
  printTable(
    ["table", "rows", "MB", "its indexes, MB", "bytes a post"],
    [...rows.slice(0, 10), everything].map(({ name, rows: count, table, indexes }) => [
      name,
      whole(count),
      tenths(table),
      tenths(indexes),
      whole(((table + indexes) * 1_048_576) / posts),
    ]),
  );
}
