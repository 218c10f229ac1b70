/** The worker as its own process, beside the web servers. */
import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { useDatabase } from "../support/database";

const database = useDatabase();

/** Starts a worker; answers when it runs. */
async function startWorker() {
  const worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: { ...process.env, NODE_ENV: "production", VITEST: "", DATABASE_URL: database.url, METRIC_FETCH: "off" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done) =>
    worker.stdout!.on("data", (chunk: Buffer) => chunk.toString().includes("worker runs") && done()),
  );
  return worker;
}

const endOf = (worker: ChildProcess) => new Promise<number | null>((done) => worker.once("exit", done));

test("a signal ends it when what it has in hand is done", async () => {
  const worker = await startWorker();
  const ended = endOf(worker);
  worker.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("a second signal ends it at once, with a job still in hand", async () => {
  const worker = await startWorker();
  const ended = endOf(worker);
  await db.$transaction(async (tx) => {
    // The job waits for this table until the transaction ends.
    await tx.$executeRaw`lock table "Session" in access exclusive mode`;
    await db.$executeRaw`select graphile_worker.add_job('sweep', '{}'::json)`;
    for (;;) {
      const rows = await db.$queryRaw<unknown[]>`
        select 1 from pg_locks where not granted and relation = '"Session"'::regclass`;
      if (rows.length > 0) break;
    }
    worker.kill("SIGTERM");
    const isEnded = ended.then(() => true);
    // Signals of one kind that come together are one: sent until it has ended.
    while (!(await Promise.race([isEnded, db.$queryRaw`select 1`.then(() => false)]))) worker.kill("SIGTERM");
  });
  expect(await ended).toBe(1);
});
