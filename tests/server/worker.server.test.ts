/** The worker as its own process, beside the web servers. */
import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { freePort } from "~/platform/embedded-postgres.server";
import { useServedDatabase } from "../support/database";

const database = useServedDatabase();

/** Starts a worker; answers when it runs. */
async function startWorker(environment: Record<string, string> = {}) {
  const worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      VITEST: "",
      DATABASE_URL: database.url,
      METRIC_FETCH: "off",
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done) =>
    worker.stdout!.on("data", (chunk: Buffer) => chunk.toString().includes("worker runs") && done()),
  );
  return worker;
}

const endOf = (worker: ChildProcess) => new Promise<number | null>((done) => worker.once("exit", done));

/** Whether a job waits for the table that a transaction of the test holds. */
const isWaiting = async () =>
  (
    await db.$queryRaw<unknown[]>`
    select 1 from pg_locks where not granted and relation = '"Session"'::regclass`
  ).length > 0;
const jobs = () =>
  db.$queryRaw<
    unknown[]
  >`select "attempts", "last_error", "locked_at" from graphile_worker.jobs where task_identifier = 'sweep'`;

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s lets the job in hand end, and then ends the worker with 0",
  async (signal) => {
    const worker = await startWorker();
    const ended = endOf(worker);
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`lock table "Session" in access exclusive mode`;
      await db.$executeRaw`select graphile_worker.add_job('sweep', '{}'::json)`;
      while (!(await isWaiting()));
      worker.kill(signal);
    });
    expect(await ended).toBe(0);
    expect(await jobs()).toEqual([]);
  },
);

test("a job that is added while no worker runs is done by the next one", async () => {
  await db.$executeRaw`select graphile_worker.add_job('sweep', '{}'::json)`;
  expect(await jobs()).toHaveLength(1);
  const worker = await startWorker();
  while ((await jobs()).length > 0);
  const ended = endOf(worker);
  worker.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("fault 11: a worker says whether it is well, and its figures, at a port of its own", async () => {
  const port = String(await freePort());
  const worker = await startWorker({ WORKER_PORT: port });
  const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  const [ready, alive, figures, other] = [
    await ask("/readyz"),
    await ask("/healthz"),
    await ask("/-/metrics"),
    await ask("/"),
  ];
  expect([ready, alive, figures, other].map(({ status }) => status)).toEqual([200, 200, 200, 404]);
  expect(await figures.text()).toContain("counterproof_jobs_run_total");
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
    while (!(await isWaiting()));
    worker.kill("SIGTERM");
    const isEnded = ended.then(() => true);
    // Signals of one kind that come together are one: sent until it has ended.
    while (!(await Promise.race([isEnded, db.$queryRaw`select 1`.then(() => false)]))) worker.kill("SIGTERM");
  });
  expect(await ended).toBe(1);
});
