/**
 * The row for several processes: pages a second of one, two and four web servers on one database, with and without a replica;
 * events to 2,000 readers spread over them; how many writes a second can tell others of themselves; and what tables, indexes
 * and writes weigh. Load, servers and database share the machine's cores, so the ratios say little about several machines.
 */
import { Agent, type ClientRequest } from "node:http";
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { announceUpdate } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { closeDatabase, inTransaction, openDatabase } from "~/platform/db.server";
import { migrateJobs } from "~/platform/jobs.server";
import { closeLanes } from "~/platform/lanes.server";
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { deployMigrations } from "../../prisma/apply-migrations";
import { Cluster } from "../drills/cluster";
import { aMember } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { startSessionToken } from "../support/sessions";
import { SiteProcess } from "../support/site-process";
import { median, percentile, print, printTable, tenths, whole } from "./figures";
import { type CorpusGiven, corpusDatabase, withCorpusFolder } from "./kept-corpus";
import { load } from "./machine";
import { findPlaces, type Place } from "./places";
import { type Heard, openStream } from "./reader-stream";
import { ask } from "./requests";
import { printNotifying, printSizes, printWrites } from "./weights";

const [seconds, readersAtOnce, readers, events] = [5, 6, 2_000, 10];
const publicUrl = "http://localhost:3000";

export async function measureCluster({ posts, runs, keep }: CorpusGiven & { runs: number }) {
  buildIfChanged();
  const folder = openTemporaryFolder("counterproof-cluster");
  const cluster = await withCorpusFolder({ posts, keep }, (from) =>
    Cluster.start({ folder, replicas: 1, database: corpusDatabase, from }),
  );
  try {
    const { url } = cluster.primary;
    // A kept forum may be of an older release.
    await deployMigrations(url);
    openDatabase({ url });
    await migrateJobs();
    const { short } = await findPlaces();
    const before = load();
    await printSizes(url, posts);
    await printWrites();
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
      await inTransaction((tx) => announceUpdate(tx, thread.id, { kind: "verdict", data: { number } }));
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
