/**
 * A primary and its replicas on this machine, from the embedded PostgreSQL's programs. These have neither `pg_basebackup` nor
 * `pg_rewind`: a replica begins as a copy of the primary's files, and so does a primary that was replaced.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type ClusterHome, clusterHome } from "../../app/platform/cluster-home.server";
import { freePort, startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server";
import { withClient } from "../../app/platform/with-client.server";

type Options = {
  /** Where each server gets a folder of its own. */
  folder: string;
  replicas?: number;
  database?: string;
  /** The data folder of a stopped server, as which the primary begins. */
  from?: string | undefined;
  /** Trades durability for speed: for tests only. */
  throwaway?: boolean;
  /** A commit waits for one of the replicas, whichever is first. */
  isSynchronous?: boolean;
};

/** One server. Its name is its `application_name` as a replica, and the name of its slot on the primary. */
export class DatabaseServer {
  #process: ChildProcess | undefined;

  constructor(
    readonly name: string,
    readonly home: ClusterHome,
    readonly port: number,
    private readonly database: string,
    private readonly settings: Record<string, string>,
  ) {}

  get url() {
    return this.urlOf(this.database);
  }

  urlOf(database: string) {
    const password = readFileSync(this.home.passwordFile, "utf8").trim();
    return `postgresql://counterproof:${password}@127.0.0.1:${this.port}/${database}`;
  }

  get isRunning() {
    return this.#process !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Resolves when the server takes connections: a primary writes, a replica reads. */
  async start() {
    const flags = Object.entries(this.settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = spawn(this.home.programs.postgres, ["-D", this.home.cluster, "-p", String(this.port), ...flags], {
      stdio: ["ignore", "ignore", "pipe"],
      cwd: this.home.cluster,
      detached: true,
      ...this.home.owner,
    });
    this.#process = server;
    let said = "";
    await new Promise<void>((ready, fail) => {
      server.once("error", fail);
      server.once("exit", () => fail(new Error(`The server ${this.name} ended: ${said}`)));
      server.stderr.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4_000);
        if (/ready to accept (read-only )?connections/.test(said)) ready();
      });
    });
    server.removeAllListeners("exit");
  }

  /** Ends the server: at once with SIGKILL, as a machine that loses its power; orderly with SIGINT. */
  async end(signal: NodeJS.Signals) {
    const server = this.#process;
    if (!server || !this.isRunning) return;
    const ended = new Promise((done) => server.once("exit", done));
    server.kill(signal);
    await ended;
    // Its children notice that their parent is gone, and the port is free after them.
    if (signal === "SIGKILL") await untilFree(this);
  }

  /** One statement on a connection of its own, to the server itself. */
  async ask<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return withClient(this.url, async (client) => (await client.query<Row>(sql, values)).rows);
  }
}

export class Cluster {
  #primary: DatabaseServer;

  private constructor(
    readonly servers: DatabaseServer[],
    private readonly isSynchronous: boolean,
  ) {
    this.#primary = servers[0]!;
  }

  /** Starts the primary with an empty database, then copies it to the replicas; resolves when all of them stream. */
  static async start({ folder, replicas = 2, throwaway = false, isSynchronous = false, ...given }: Options) {
    const database = given.database ?? "counterproof";
    const names = ["one", "two", "three", "four"].slice(0, replicas + 1);
    const dataDir = join(folder, names[0]!);
    if (given.from !== undefined) await copyServer(given.from, dataDir);
    // Makes the folder, the password and the database, where there are none.
    await (await startEmbeddedPostgres({ dataDir, database, throwaway })).stop();
    const servers: DatabaseServer[] = [];
    for (const name of names) {
      const home = await clusterHome(join(folder, name));
      servers.push(new DatabaseServer(name, home, await freePort(), database, settingsOf(throwaway)));
    }
    const cluster = new Cluster(servers, isSynchronous);
    await cluster.primary.start();
    for (const server of cluster.replicas) await cluster.join(server);
    if (isSynchronous) await cluster.#waitForReplicas();
    return cluster;
  }

  get primary() {
    return this.#primary;
  }

  get replicas() {
    return this.servers.filter((server) => server !== this.#primary);
  }

  /** All servers in one address, the first ones first. */
  get url() {
    const { port, url } = this.servers[0]!;
    return url.replace(
      `:${port}/`,
      `:${port},${this.servers
        .slice(1)
        .map((server) => `127.0.0.1:${server.port}`)
        .join(",")}/`,
    );
  }

  /** The replicas' addresses, separated by commas. */
  get replicaUrl() {
    return this.replicas.map(({ url }) => url).join(",");
  }

  /** Makes a stopped server a replica of the primary, from a new copy of its files; resolves when it streams. */
  async join(server: DatabaseServer) {
    await server.end("SIGINT");
    await this.#primary.ask(
      `select pg_create_physical_replication_slot($1, true) where not exists (select from pg_replication_slots where slot_name = $1)`,
      [server.name],
    );
    await copyPrimary(this.#primary, server);
    await server.start();
    await this.untilStreaming(server);
  }

  /** The running replica that has received most: the one to promote. */
  async mostAdvanced(): Promise<DatabaseServer> {
    const running = this.replicas.filter(({ isRunning }) => isRunning);
    const received = await Promise.all(
      running.map((server) =>
        server.ask<{ bytes: string }>("select (pg_last_wal_receive_lsn() - '0/0')::text as bytes"),
      ),
    );
    const bytes = received.map(([row]) => BigInt(row!.bytes));
    return running[bytes.indexOf(bytes.reduce((most, one) => (one > most ? one : most)))]!;
  }

  /** Makes a replica the primary, and lets the other running replicas follow it. */
  async promote(server: DatabaseServer) {
    await server.ask("select pg_promote(true, 30)");
    this.#primary = server;
    if (this.isSynchronous) await this.#waitForReplicas();
    for (const replica of this.replicas.filter(({ isRunning }) => isRunning)) {
      await server.ask("select pg_create_physical_replication_slot($1, true)", [replica.name]);
      await replica.ask(`alter system set primary_conninfo = '${conninfo(server, replica)}'`);
      await replica.ask("select pg_reload_conf()");
    }
  }

  async untilStreaming(server: DatabaseServer) {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const rows = await this.#primary.ask(
        "select 1 from pg_stat_replication where application_name = $1 and state = 'streaming'",
        [server.name],
      );
      if (rows.length > 0) return;
      await pause(50);
    }
    throw new Error(`The replica ${server.name} does not stream.`);
  }

  /** Resolves when every running replica shows all that the primary has written up to now. */
  async untilReplayed() {
    const [row] = await this.#primary.ask<{ lsn: string }>("select pg_current_wal_lsn()::text as lsn");
    for (const replica of this.replicas.filter(({ isRunning }) => isRunning))
      for (let waited = 0; ; waited += 20) {
        const rows = await replica.ask("select 1 where pg_last_wal_replay_lsn() >= $1::pg_lsn", [row!.lsn]);
        if (rows.length > 0) break;
        if (waited > 30_000) throw new Error(`The replica ${replica.name} does not replay.`);
        await pause(20);
      }
  }

  async stop() {
    await Promise.all(this.servers.map((server) => server.end("SIGQUIT")));
  }

  async #waitForReplicas() {
    const names = this.replicas.map(({ name }) => name).join(", ");
    await this.#primary.ask(`alter system set synchronous_standby_names = 'ANY 1 (${names})'`);
    await this.#primary.ask("select pg_reload_conf()");
  }
}

const settingsOf = (throwaway: boolean): Record<string, string> => ({
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // A replica needs as many as its primary.
  max_connections: "100",
  shared_buffers: "20MB",
  autovacuum_max_workers: "1",
  max_logical_replication_workers: "0",
  max_parallel_workers_per_gather: "0",
  // Kept for a replica that follows another primary after a failover.
  wal_keep_size: "256MB",
  max_slot_wal_keep_size: "512MB",
  hot_standby_feedback: "on",
  wal_receiver_status_interval: "1s",
  wal_retrieve_retry_interval: "200ms",
  fsync: throwaway ? "off" : "on",
  full_page_writes: throwaway ? "off" : "on",
  jit: "off",
  timezone: "UTC",
  lc_messages: "C",
});

/** What a copy must not have, or gets for itself. */
const notCopied =
  /^(postmaster\.(pid|opts)|pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/;
const emptyFolders = [
  "pg_wal/archive_status",
  "pg_wal/summaries",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
];

/** The documented way of a backup without tools: what changed during the copy is in the log, which is streamed. */
async function copyPrimary(primary: DatabaseServer, { home, name }: DatabaseServer) {
  const target = home.cluster;
  rmSync(target, { recursive: true, force: true });
  cpSync(primary.home.passwordFile, home.passwordFile);
  await withClient(primary.url, async (client) => {
    await client.query("select pg_backup_start($1, true)", [name]);
    copyFolder(primary.home.cluster, target);
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
    writeFileSync(join(target, "backup_label"), rows[0]!.labelfile);
  });
  for (const folder of emptyFolders) mkdirSync(join(target, folder), { recursive: true, mode: 0o700 });
  writeFileSync(join(target, "standby.signal"), "");
  writeFileSync(
    join(target, "postgresql.auto.conf"),
    `primary_conninfo = '${conninfo(primary, { name })}'\nprimary_slot_name = '${name}'\n`,
  );
  if (home.owner) giveTo(target, home.owner);
}

async function copyServer(from: string, to: string) {
  const [given, { cluster, passwordFile, owner }] = [await clusterHome(from), await clusterHome(to)];
  cpSync(given.passwordFile, passwordFile);
  copyFolder(given.cluster, cluster, false);
  if (!owner) return;
  chownSync(passwordFile, owner.uid, owner.gid);
  giveTo(cluster, owner);
}

const conninfo = (primary: DatabaseServer, { name }: { name: string }) => {
  const { username, password, port } = new URL(primary.url);
  return `host=127.0.0.1 port=${port} user=${username} password=${password} application_name=${name}`;
};

/** Files may come and go meanwhile: those that are gone are not needed. */
function copyFolder(from: string, to: string, isRoot = true) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (isRoot && notCopied.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    try {
      if (entry.isDirectory()) copyFolder(source, target, false);
      else cpSync(source, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

function giveTo(path: string, owner: { uid: number; gid: number }) {
  chownSync(path, owner.uid, owner.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), owner);
}

/** Waits until nothing answers at the server's port. */
async function untilFree({ url }: DatabaseServer) {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const answers = await withClient(url, async () => true, { connectMs: 500 }).catch(() => false);
    if (!answers) return;
    await pause(20);
  }
}
