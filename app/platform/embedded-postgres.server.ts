/**
 * The embedded PostgreSQL of local mode: programs from npm, data in the data folder. One process owns a data folder; a
 * server left by a killed process is stopped and restarted.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { StartError } from "./start-error";
import { clusterHome, type ClusterHome } from "./cluster-home.server";

export type EmbeddedPostgres = { url: string; folder: string; stop(): Promise<void> };

type Options = {
  /** The data folder; created if missing. */
  dataDir: string;
  database?: string;
  /** Trades durability for speed: for tests only. */
  throwaway?: boolean;
};

/** Starts the server on a free loopback port; returns its URL and a function to stop it. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const database = options.database ?? "counterproof";
  const home = await clusterHome(options.dataDir);
  await stopServerLeftBehind(home.cluster);
  const password = ensurePassword(home);
  if (!existsSync(join(home.cluster, "PG_VERSION"))) await initialise(home);

  const port = await freePort();
  const throwaway = options.throwaway ?? false;
  const log = throwaway ? null : join(options.dataDir, "postgres.log");
  const start = () => launch(home, { port, throwaway, log });
  const server = await keepRunning(start, home);
  const url = (name: string) => `postgresql://counterproof:${password}@127.0.0.1:${port}/${name}`;
  await ensureDatabase(url("postgres"), database);
  return { url: url(database), folder: home.cluster, stop: server.stop };
}

/** The address of the server that runs on this data folder already; null when none does. */
export async function findRunningPostgres(dataDir: string, database = "counterproof"): Promise<string | null> {
  const home = await clusterHome(dataDir);
  const pidFile = join(home.cluster, "postmaster.pid");
  if (!existsSync(pidFile) || !existsSync(home.passwordFile)) return null;
  const [pid, , , port] = readFileSync(pidFile, "utf8").split("\n");
  if (!isAlive(Number(pid)) || !isPostgresOf(Number(pid), home.cluster)) return null;
  const password = readFileSync(home.passwordFile, "utf8").trim();
  return `postgresql://counterproof:${password}@127.0.0.1:${Number(port)}/${database}`;
}

/** Starts the server, and restarts it after an unexpected exit. */
async function keepRunning(start: () => Promise<ChildProcess>, home: ClusterHome) {
  let current = await start();
  let isStopping = false;

  async function restart() {
    while (!isStopping) {
      await pause(250);
      await stopServerLeftBehind(home.cluster);
      const restarted = await start().catch(() => null);
      if (restarted) return watch(restarted);
    }
  }
  function watch(server: ChildProcess) {
    current = server;
    if (isStopping) return void stop(server);
    server.once("exit", () => {
      if (!isStopping) void restart();
    });
  }
  watch(current);
  return {
    stop() {
      isStopping = true;
      return stop(current);
    },
  };
}

function ensurePassword({ passwordFile, owner }: ClusterHome) {
  if (existsSync(passwordFile)) return readFileSync(passwordFile, "utf8").trim();
  const password = randomBytes(24).toString("hex");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  return password;
}

async function initialise(home: ClusterHome) {
  // An interrupted first start leaves an incomplete cluster, which initdb refuses.
  rmSync(home.cluster, { recursive: true, force: true });
  mkdirSync(home.cluster, { recursive: true, mode: 0o700 });
  if (home.owner) chownSync(home.cluster, home.owner.uid, home.owner.gid);
  const initdb = run(home, home.programs.initdb, [
    `--pgdata=${home.cluster}`,
    "--username=counterproof",
    "--auth=scram-sha-256",
    `--pwfile=${home.passwordFile}`,
    "--encoding=UTF8",
    "--locale=C",
    "--no-instructions",
  ]);
  const output = collect(initdb);
  const code = await new Promise<number | null>((done, fail) => initdb.once("exit", done).once("error", fail));
  if (code !== 0) {
    rmSync(home.cluster, { recursive: true, force: true });
    throw new StartError(`PostgreSQL could not make its data folder ${home.cluster}: ${lastLine(output())}`);
  }
}

async function launch(home: ClusterHome, { port, throwaway, log }: Launch) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    // Megabytes count twice here: what PostgreSQL keeps, the system's cache keeps too.
    shared_buffers: "20MB",
    // Each is a process with memory of its own; one follows what a forum on one machine writes, and nothing is replicated.
    autovacuum_max_workers: "1",
    max_logical_replication_workers: "0",
    max_parallel_workers_per_gather: "0",
    synchronous_commit: throwaway ? "off" : "on",
    fsync: throwaway ? "off" : "on",
    full_page_writes: throwaway ? "off" : "on",
    // Of hundreds of databases that live for seconds none needs it, and looking after all of them takes time.
    autovacuum: throwaway ? "off" : "on",
    wal_compression: "on",
    max_wal_size: "512MB",
    jit: "off",
    // Most pages are in the system's cache: handing a read to a worker takes longer than the read.
    io_method: "sync",
    timezone: "UTC",
    lc_messages: "C",
    log_line_prefix: "%m [%p] ",
    log_lock_waits: "on",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = run(home, home.programs.postgres, ["-D", home.cluster, "-p", String(port), ...flags]);
  const output = collect(server);
  if (log) keepLog(server, log);

  await new Promise<void>((ready, fail) => {
    server.once("error", (error) => fail(new StartError(`PostgreSQL did not start: ${error.message}`)));
    server.once("exit", () => fail(new StartError(whyItEnded(output(), home.cluster))));
    server.stderr?.on("data", () => {
      if (output().includes("ready to accept connections")) ready();
    });
  });
  server.removeAllListeners("exit");
  return server;
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stop(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill("SIGINT");
  const overdue = setTimeout(() => server.kill("SIGQUIT"), 8_000);
  await ended;
  clearTimeout(overdue);
}

async function stopServerLeftBehind(cluster: string) {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (pid > 1 && isAlive(pid) && isPostgresOf(pid, cluster)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await pause(50);
    if (isAlive(pid)) process.kill(pid, "SIGQUIT");
    for (let waited = 0; waited < 5_000 && isAlive(pid); waited += 50) await pause(50);
  }
  rmSync(pidFile, { force: true });
}

/** A process id can belong to another program by now; on Linux its command line tells. */
function isPostgresOf(pid: number, cluster: string) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(cluster);
  } catch {
    return process.platform !== "linux";
  }
}

export function isAlive(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function ensureDatabase(adminUrl: string, database: string) {
  const { withClient } = await import("./with-client.server");
  await withClient(adminUrl, async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  });
}

function run(home: ClusterHome, program: string, args: string[]): ChildProcess {
  return spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    cwd: home.cluster,
    // Its own process group, so that Ctrl+C reaches only us; we stop it after the last request.
    detached: true,
    ...home.owner,
  });
}

type Launch = { port: number; throwaway: boolean; log: string | null };

const mostBytesOfLog = 10_000_000;

/** Keeps what the server says: crashes, deadlocks, a full disk. The file before the last is dropped. */
function keepLog(server: ChildProcess, file: string) {
  const size = () => (existsSync(file) ? statSync(file).size : 0);
  server.stderr?.on("data", (chunk: Buffer) => {
    try {
      if (size() + chunk.length > mostBytesOfLog) renameSync(file, `${file}.1`);
      appendFileSync(file, chunk);
    } catch {
      // Without room for its log the database goes on.
    }
  });
}

function collect(child: ChildProcess) {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => (text = (text + chunk.toString()).slice(-8_000)));
  return () => text;
}

/** PostgreSQL's own last words; for data of another major version, the way out. */
function whyItEnded(output: string, cluster: string) {
  const [, made, runs] =
    /initialized by PostgreSQL version (\S+?),? which is not compatible with this version (\S+?)\.?$/m.exec(output) ??
    [];
  if (!made) return `PostgreSQL did not start: ${lastLine(output)}`;
  return (
    `The data in ${cluster} was made by PostgreSQL ${made}, and this release brings ${runs}. With the earlier release run ` +
    "`npm run backup -- forum.backup`; then set DATA_DIR to a new folder and run `npm run restore -- forum.backup` with this one."
  );
}

function lastLine(text: string) {
  return text.trim().split("\n").at(-1) ?? "no reason was given";
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : fail(new Error("no port"))));
    });
  });
}
