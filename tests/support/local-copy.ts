/** A local-mode copy of Counterproof: `node app/server/start.js` with its own port and data folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../app/platform/project-root.server";
import { freePort } from "../../app/platform/embedded-postgres.server";
import { openTemporaryFolder } from "./open-folder";

export class LocalCopy {
  port = 0;
  folder = openTemporaryFolder("counterproof-local");
  output = "";
  /** Where it is started from. */
  workingDirectory = projectRoot;
  child: ChildProcess | undefined;

  get origin() {
    return `http://localhost:${this.port}`;
  }

  /** Starts it; answers when it serves, or with the exit code when it ends before that. */
  async start(environment: Record<string, string> = {}): Promise<"serving" | number | null> {
    this.port ||= await freePort();
    this.output = "";
    const child = spawn(
      process.execPath,
      [
        "--max-old-space-size=384",
        "--max-semi-space-size=8",
        "--v8-pool-size=1",
        "--heap-growing-percent=60",
        join(projectRoot, "app/server/start.js"),
      ],
      {
        cwd: this.workingDirectory,
        env: {
          PATH: process.env["PATH"],
          HOME: process.env["HOME"],
          NODE_ENV: "production",
          PORT: String(this.port),
          DATA_DIR: this.folder,
          LOG_LEVEL: "error",
          METRIC_FETCH: "off",
          ...environment,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    this.child = child;
    return new Promise((done) => {
      const collect = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (/Counterproof is at .*\n[\s\S]*Data: /.test(this.output)) done("serving");
      };
      child.stdout.on("data", collect);
      child.stderr.on("data", collect);
      child.once("exit", (code) => done(code));
    });
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | NodeJS.Signals | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    const ended = new Promise<number | NodeJS.Signals | null>((done) =>
      child.once("exit", (code, by) => done(code ?? by)),
    );
    child.kill(signal);
    return ended;
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
