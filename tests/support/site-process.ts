/** One process of a site, started from a release's folder on a database that others share. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../app/platform/project-root.server";
import { freePort } from "../../app/platform/embedded-postgres.server";

export type Place = { host: string; port: number };
export type Site = { databaseUrl: string; publicUrl: string; environment?: Record<string, string> };

const running = new Set<ChildProcess>();

/** Ends all that this program has started and that still run: a test that was given up has not ended its own. */
export async function endSiteProcesses() {
  await Promise.all([...running].map((child) => ended(child, "SIGKILL")));
}

/** Sends the signal; resolves with the exit code when the process has ended, null when a signal ended it. */
function ended(child: ChildProcess, signal: NodeJS.Signals) {
  const end = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  child.kill(signal);
  return end;
}

export class SiteProcess {
  host: string;
  port: number;
  output = "";
  #child: ChildProcess | undefined;

  constructor(
    private readonly site: Site,
    /** `all` and `web` serve, `worker` runs jobs. */
    readonly role: "all" | "web" | "worker" = "all",
    /** The release's folder, with its build. */
    private readonly root = projectRoot,
    place: Place = { host: "127.0.0.1", port: 0 },
  ) {
    this.host = place.host;
    this.port = place.port;
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it serves or works; throws what it said when it ends before that. */
  async start(environment: Record<string, string> = {}) {
    this.port ||= await freePort();
    this.output = "";
    const program = this.role === "worker" ? "worker.js" : "server.js";
    const child = spawn(process.execPath, ["--max-old-space-size=384", join(this.root, "build/server", program)], {
      cwd: this.root,
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        NODE_ENV: "production",
        SECRET_KEY: process.env["SECRET_KEY"] ?? "the secret key of the tests' servers",
        DATABASE_URL: this.site.databaseUrl,
        ROLE: this.role,
        PORT: String(this.port),
        HOST: this.host,
        PUBLIC_URL: this.site.publicUrl,
        TRUST_PROXY: "1",
        LOG_LEVEL: "error",
        METRIC_FETCH: "off",
        ...this.site.environment,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    const readyWords = this.role === "worker" ? "worker runs" : "Counterproof is at";
    await new Promise<void>((ready, fail) => {
      const hear = (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-20_000);
        if (this.output.includes(readyWords)) ready();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("exit", (code) => fail(new Error(`The process ended with ${code}: ${this.output}`)));
    });
  }

  /** Ends it, as above; null at once where it does not run. */
  async end(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.isRunning) return null;
    return ended(child, signal);
  }
}
