/** A forum that answers for a while, for a command that reads its pages. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { freePort } from "../app/platform/embedded-postgres.server";
import { env } from "../app/platform/env.server";
import { siteSecret } from "../app/platform/secret-box.server";

/** Milliseconds; a build may come first. */
const startTime = 180_000;

type Served = {
  /** Without it local mode's database in `DATA_DIR` is started. */
  databaseUrl?: string;
  /** Where pages say that they are; without it where they are. */
  publicUrl?: string;
};

/** Does this while the forum answers at an address of this machine. It visits no provider. */
export async function whileServing<T>(
  { databaseUrl, publicUrl }: Served,
  work: (server: string) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const server = spawn(process.execPath, [join(import.meta.dirname, "../app/server/start.js")], {
    env: {
      ...process.env,
      ...(databaseUrl && { DATABASE_URL: databaseUrl, ROLE: "web" }),
      // Local mode's key is in a file, where a server with an address of its database doesn't look. Another key would undo secrets.
      ...(databaseUrl && env().isLocal && { SECRET_KEY: siteSecret() }),
      PORT: String(port),
      HOST: "127.0.0.1",
      PUBLIC_URL: publicUrl ?? address,
      METRIC_FETCH: "off",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000));
  server.stdout.on("data", listen);
  server.stderr.on("data", listen);
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  try {
    const overdue = Date.now() + startTime;
    for (;;) {
      const answer = await fetch(`${address}/readyz`).catch(() => null);
      if (answer?.ok) break;
      if (Date.now() > overdue || server.exitCode !== null) throw new Error(`The forum doesn't start:\n${said}`);
      await new Promise((done) => setTimeout(done, 250));
    }
    return await work(address);
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
}
