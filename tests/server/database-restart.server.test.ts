/** PostgreSQL is restarted, orderly and at once, under a forum where members post all the time. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeLanes } from "~/platform/lanes.server";
import { closeDatabase, db, openDatabase } from "~/platform/db.server";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "~/platform/embedded-postgres.server";
import { enqueue, migrateJobs } from "~/platform/jobs.server";
import { deployMigrations } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { aMember, aThread } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { WebServer } from "../support/web-server";

const folder = openTemporaryFolder("counterproof-restart");
const server = new WebServer();
let postgres: EmbeddedPostgres;
let worker: ChildProcess;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDir: folder });
  await deployMigrations(postgres.url);
  openDatabase({ url: postgres.url });
  await migrateJobs();
  await seed({ withDemonstration: false });
  await server.start(postgres.url);
  worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: { ...process.env, NODE_ENV: "production", VITEST: "", DATABASE_URL: postgres.url, METRIC_FETCH: "off" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done) =>
    worker.stdout!.on("data", (chunk: Buffer) => chunk.toString().includes("worker runs") && done()),
  );
});
afterAll(async () => {
  await server.stop();
  worker.kill("SIGKILL");
  await closeLanes();
  await closeDatabase();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const postmaster = () => Number(readFileSync(join(postgres.folder, "postmaster.pid"), "utf8").split("\n")[0]);
/** Reads from the database until it answers, as it doesn't for a moment after a restart. */
const patiently = <T>(read: () => Promise<T>) => vi.waitFor(read, { timeout: 20_000, interval: 100 });
const untilReady = () => patiently(async () => expect((await server.fetch("/readyz")).status).toBe(200));

test("fault 1: a restart ends no process; writes end in 303 or 503, none is lost, and jobs run again", async () => {
  const authors = await Promise.all(Array.from({ length: 4 }, () => aMember()));
  const cookies = await Promise.all(authors.map((author) => server.cookieOf(author)));
  const thread = await aThread({ author: authors[0]! });
  const path = `/t/${thread.id}/${thread.slug}`;
  const acknowledged: string[] = [];
  const odd: string[] = [];
  let isOver = false;

  const post = async (author: number, body: string) => {
    const form = { body, idempotencyKey: `${body.replaceAll(" ", "-")}-0123456789` };
    for (let attempt = 1; attempt <= 60; attempt++) {
      const answer = await server.fetch(path, { form, headers: { Cookie: cookies[author]! } });
      if (answer.status === 303) return void acknowledged.push(body);
      if (answer.status !== 503 || !answer.headers.get("Retry-After")) odd.push(`${answer.status} ${body}`);
      // The client waits less than it is told, so that many requests meet the restart.
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const poster = async (_: unknown, author: number) => {
    for (let number = 1; !isOver; number++) await post(author, `Reply ${number} of ${author}`);
  };
  const posters = cookies.map(poster);
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 8), { timeout: 60_000 });
    const pid = postmaster();
    process.kill(pid, signal);
    await patiently(async () => expect(postmaster()).not.toBe(pid));
    await untilReady();
  }
  const before = acknowledged.length;
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 8), { timeout: 60_000 });
  isOver = true;
  await Promise.all(posters);

  expect(odd).toEqual([]);
  const written = await patiently(() =>
    db.post.findMany({ where: { threadId: thread.id }, select: { plainText: true } }),
  );
  const bodies = written.map(({ plainText }) => plainText.trim()).filter((text) => text.startsWith("Reply"));
  expect(bodies.toSorted()).toEqual(acknowledged.toSorted());
  expect(worker.exitCode ?? worker.signalCode).toBeNull();

  // The web server runs jobs too: once it has stopped, only the worker is left to do this one.
  expect(await server.stop()).toBe(0);
  await enqueue(db, "upload.changed", { hash: "after the restarts" });
  await patiently(async () => {
    const waiting = await db.$queryRaw<unknown[]>`
      select 1 from graphile_worker._private_jobs where "payload"->>'hash' = 'after the restarts'`;
    expect(waiting).toEqual([]);
  });
});

test("fault 11: the embedded database's log is kept over restarts, and makes room before it grows without end", async () => {
  const log = join(folder, "postgres.log");
  const kept = readFileSync(log, "utf8");
  expect(kept.match(/ready to accept connections/g)!.length).toBeGreaterThanOrEqual(3);
  expect(kept).toContain("received fast shutdown request");
  await expect(db.$queryRaw`select 1 / 0`).rejects.toThrow();
  await vi.waitFor(() => expect(readFileSync(log, "utf8")).toContain("division by zero"), 30_000);

  writeFileSync(log, "x".repeat(10_000_000));
  await expect(db.$queryRaw`select 2 / 0`).rejects.toThrow();
  await vi.waitFor(() => expect(readFileSync(log, "utf8")).toContain("select 2 / 0"), 30_000);
  expect(readFileSync(log, "utf8").length).toBeLessThan(100_000);
  // All that was there is kept; whatever else the server had to say meanwhile may follow it.
  expect(readFileSync(`${log}.1`, "utf8").lastIndexOf("x".repeat(10_000_000), 0)).toBe(0);
});
