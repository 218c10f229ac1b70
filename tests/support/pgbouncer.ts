/** A real PgBouncer in transaction mode in front of a database: few connections to it, shared by many clients. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../app/platform/embedded-postgres.server";
import { openTemporaryFolder } from "./open-folder";

/** Connections to the database that all clients share. */
const shared = 3;

export class PgBouncer {
  #port = 0;
  readonly #folder = openTemporaryFolder("counterproof-pgbouncer");
  #child: ChildProcess | undefined;

  constructor(private readonly databaseUrl: string) {}

  /** The database by way of the pooler. */
  get url() {
    const url = new URL(this.databaseUrl);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  async start() {
    this.#port = await freePort();
    const { hostname, port, username, password, pathname } = new URL(this.databaseUrl);
    const users = join(this.#folder, "users.txt");
    const settings = join(this.#folder, "pgbouncer.ini");
    writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`);
    writeFileSync(
      settings,
      `[databases]
${pathname.slice(1)} = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${this.#port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${shared}
max_client_conn = 200
`,
    );
    // It refuses to run as root.
    for (const file of [users, settings]) chmodSync(file, 0o644);
    const isRoot = process.getuid?.() === 0;
    const child = spawn("pgbouncer", [...(isRoot ? ["--user", "nobody"] : []), settings], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin` },
    });
    this.#child = child;
    await new Promise<void>((ready, fail) => {
      let output = "";
      child.once("error", () =>
        fail(new Error("There is no `pgbouncer` on the path; CONTRIBUTING.md names its package.")),
      );
      child.once("exit", () => fail(new Error(`PgBouncer ended: ${output}`)));
      child.stderr.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("process up")) ready();
      });
    });
    child.removeAllListeners("exit");
  }

  async stop() {
    if (this.#child && this.#child.exitCode === null) {
      this.#child.kill("SIGINT");
      await once(this.#child, "exit");
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
