/** A real Meilisearch: the one of `MEILI_URL`, or a `meilisearch` of the path that is started here, on a free port, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "../../app/platform/embedded-postgres.server";
import { openTemporaryFolder } from "./open-folder";

export const noMeili = "skipped: there is no Meilisearch (set MEILI_URL, or put `meilisearch` on the path)";

/** Where the program is, if it is anywhere. */
export const meiliProgram = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "meilisearch"))
  .find((file) => existsSync(file));

const key = "a-key-that-tests-alone-may-know";

export class MeiliServer {
  port = 0;
  readonly key = key;
  private readonly folder = openTemporaryFolder("counterproof-meili");
  private child: ChildProcess | undefined;

  /** `memory`: what it may set aside for writing; the less, the sooner a single post is in. */
  constructor(private readonly memory = "100Mb") {}

  get pid() {
    return this.child?.pid ?? 0;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, again on the same port and data after it was stopped; answers when it is healthy. */
  async start() {
    if (!meiliProgram) throw new Error(noMeili);
    this.port ||= await freePort();
    const options = ["--http-addr", `127.0.0.1:${this.port}`, "--db-path", join(this.folder, "data")];
    this.child = spawn(
      meiliProgram,
      [...options, "--dump-dir", join(this.folder, "dumps"), "--no-analytics", "--max-indexing-memory", this.memory],
      {
        cwd: this.folder,
        env: { ...process.env, MEILI_MASTER_KEY: key, MEILI_LOG_LEVEL: "WARN" },
        stdio: "ignore",
      },
    );
    for (let tries = 0; tries < 200; tries++) {
      const isHealthy = await fetch(`${this.url}/health`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isHealthy) return;
      await setTimeout(100);
    }
    throw new Error("Meilisearch did not start.");
  }

  /** Sends its process a signal; answers when it has ended, or at once for signals that do not end it. */
  async signal(signal: NodeJS.Signals) {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill(signal);
    if (signal !== "SIGSTOP" && signal !== "SIGCONT") await ended;
  }

  async remove() {
    await this.signal("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
