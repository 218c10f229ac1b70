/** The job loop on the real queue: what becomes of a job that fails, and of one that another build added. */
import { afterEach, expect, test, vi } from "vitest";
import { freeAbandonedJobs, freeAllJobs } from "~/platform/abandoned-jobs.server";
import { db } from "~/platform/db.server";
import { HeldKey } from "~/platform/locks.server";
import { enqueue, type JobHandlers, startJobs, stopJobs } from "~/platform/jobs.server";
import { jobHandlers } from "../../app/server/job-handlers.server";
import { useDatabase } from "../support/database";

useDatabase();

afterEach(async () => {
  await stopJobs();
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
});

type Row = { id: bigint; name: string; attempts: number; last_error: string | null; isLocked: boolean };

const queue = () =>
  db.$queryRaw<Row[]>`
    select "id", "task_identifier" as "name", "attempts", "last_error", "locked_at" is not null as "isLocked"
    from graphile_worker.jobs order by "id"`;
const until = (isSo: (rows: Row[]) => boolean) =>
  vi.waitFor(async () => expect(isSo(await queue())).toBe(true), { timeout: 20_000, interval: 50 });
const start = (handlers: Partial<JobHandlers>) => startJobs({ ...jobHandlers, ...handlers }, "");

test("poison job: a job that fails keeps its payload and its error, holds up no other job, and is done at a later attempt", async () => {
  const calls: string[] = [];
  await enqueue(db, "upload.changed", { hash: "first" });
  await enqueue(db, "upload.changed", { hash: "second" });
  await start({
    async "upload.changed"({ hash }) {
      calls.push(hash);
      if (hash === "first" && calls.filter((call) => call === "first").length === 1)
        throw new Error("The disk was away");
    },
  });
  await until((rows) => rows.length === 1 && rows[0]!.attempts === 1 && !rows[0]!.isLocked);
  const [failed] = await queue();
  expect(failed!.last_error).toContain("The disk was away");
  expect(calls.toSorted()).toEqual(["first", "second"]);

  // The wait before the next attempt is graphile-worker's own; only its end is brought forward.
  await db.$queryRaw`select 1 from graphile_worker.reschedule_jobs(array[${failed!.id}::bigint], run_at := now())`;
  await until((rows) => rows.length === 0);
  expect(calls.toSorted()).toEqual(["first", "first", "second"]);
});

test("fault 11: a payload or a name of another build reaches no handler, stays in the queue with a sentence, and holds up nothing", async () => {
  const calls: unknown[] = [];
  await db.$queryRaw`select 1 from graphile_worker.add_job('source.changed', '{"source": 7}'::json)`;
  await db.$queryRaw`select 1 from graphile_worker.add_job('source.changed', '[]'::json)`;
  await db.$queryRaw`select 1 from graphile_worker.add_job('no.longer-known', '{}'::json)`;
  await enqueue(db, "source.changed", { sourceId: 8 });
  await start({
    async "source.changed"(payload) {
      calls.push(payload);
    },
  });
  await until((rows) => rows.length === 3 && rows.filter(({ last_error }) => last_error !== null).length === 2);
  const rows = await queue();
  expect(rows.map(({ name, attempts }) => [name, attempts])).toEqual([
    ["source.changed", 1],
    ["source.changed", 1],
    ["no.longer-known", 0],
  ]);
  expect(rows[0]!.last_error).toMatch(/can't read the payload of source\.changed, which another build added/);
  expect(calls).toEqual([{ sourceId: 8 }]);
});

test("fields that a newer build added to a payload are left out, and the job is done", async () => {
  const calls: unknown[] = [];
  await db.$queryRaw`select 1 from graphile_worker.add_job('source.changed', '{"sourceId": 9, "why": "merged"}'::json)`;
  await start({
    async "source.changed"(payload) {
      calls.push(payload);
    },
  });
  await until((rows) => rows.length === 0);
  expect(calls).toEqual([{ sourceId: 9 }]);
});

/** Takes a job as a pool of that name would, a minute ago. */
const takeAs = (pool: string, hash: string) => db.$executeRaw`
  with queue as (
    update graphile_worker._private_job_queues set "locked_by" = ${pool}, "locked_at" = now() - interval '1 minute' where "locked_by" is null
  )
  update graphile_worker._private_jobs set "locked_by" = ${pool}, "locked_at" = now() - interval '1 minute', "attempts" = 1
  where "payload"->>'hash' = ${hash}`;
const lockedHashes = async () =>
  (
    await db.$queryRaw<{ hash: string }[]>`
      select "payload"->>'hash' as hash from graphile_worker._private_jobs where "locked_by" is not null order by 1`
  ).map(({ hash }) => hash);

test("fault 6: jobs of a pool that is gone are freed and done, those of a living pool stay in its hands", async () => {
  await enqueue(db, "upload.changed", { hash: "of the dead" });
  await enqueue(db, "upload.changed", { hash: "of the living" });
  await takeAs("pool-that-died", "of the dead");
  await takeAs("pool-that-lives", "of the living");
  const living = new HeldKey("jobPool", "pool-that-lives");
  await living.hold();
  expect(await freeAbandonedJobs()).toBe(1);
  expect(await lockedHashes()).toEqual(["of the living"]);

  const done: string[] = [];
  await start({
    async "upload.changed"({ hash }) {
      done.push(hash);
    },
  });
  await until((rows) => rows.length === 1);
  expect(done).toEqual(["of the dead"]);

  // Also when the connection that held the lock broke: it is taken again.
  const holders = await db.$queryRaw<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and query like 'select pg_advisory_lock($1%'`;
  const broken = holders.map(({ pid }) => pid);
  expect(broken).not.toEqual([]);
  for (const pid of broken) await db.$queryRaw`select pg_terminate_backend(${pid}::int)`;
  await vi.waitFor(
    async () => {
      const again = await db.$queryRaw<unknown[]>`
      select 1 from pg_locks where locktype = 'advisory' and granted and pid <> all(${broken}::int[])
        and objid::bigint = (hashtext('pool-that-lives')::bigint & 4294967295)`;
      expect(again).toHaveLength(1);
    },
    { timeout: 20_000 },
  );
  expect(await freeAbandonedJobs()).toBe(0);
  await living.release();
  await vi.waitFor(async () => expect(await freeAbandonedJobs()).toBe(1), 30_000);
});

test("fault 6: the pool of this process holds the lock of its name while it runs, and lets it go when it stops", async () => {
  let end = () => {};
  await enqueue(db, "upload.changed", { hash: "in hand" });
  await start({ "upload.changed": () => new Promise<void>((done) => (end = done)) });
  await until((rows) => rows[0]?.isLocked === true);
  await db.$executeRaw`update graphile_worker._private_jobs set "locked_at" = now() - interval '1 minute'`;
  expect(await freeAbandonedJobs()).toBe(0);
  expect(await lockedHashes()).toEqual(["in hand"]);
  end();
  await until((rows) => rows.length === 0);
});

test("fault 6: a process that is alone frees everything that is in hand", async () => {
  await enqueue(db, "upload.changed", { hash: "left behind" });
  await takeAs("pool-of-yesterday", "left behind");
  await db.$executeRaw`update graphile_worker._private_jobs set "locked_at" = now()`;
  await freeAllJobs();
  expect(await lockedHashes()).toEqual([]);
});

test("fault 6: one rendering of outdated posts runs at a time, however often it is asked for", async () => {
  let [running, most, runs] = [0, 0, 0];
  const ends: (() => void)[] = [];
  await start({
    async "posts.reprocess-outdated"() {
      running += 1;
      runs += 1;
      most = Math.max(most, running);
      await new Promise<void>((done) => ends.push(done));
      running -= 1;
    },
  });
  await enqueue(db, "posts.reprocess-outdated");
  await until((rows) => rows[0]?.isLocked === true);
  for (let starts = 1; starts <= 3; starts++) await enqueue(db, "posts.reprocess-outdated");
  // A job behind them in another queue shows that the loop had its chance.
  await enqueue(db, "upload.changed", { hash: "behind" });
  await until((rows) => rows.every(({ name }) => name !== "upload.changed"));
  expect([running, most]).toEqual([1, 1]);
  ends.shift()!();
  await vi.waitFor(() => expect(ends).toHaveLength(1), { timeout: 20_000 });
  ends.shift()!();
  await until((rows) => rows.length === 0);
  expect([most, runs]).toEqual([1, 2]);
});

test("fault 10: a job that takes too long is given up when the process stops, and waits for the next start", async () => {
  await enqueue(db, "upload.changed", { hash: "endless" });
  await start({ "upload.changed": () => new Promise<void>(() => {}) });
  await until((rows) => rows[0]?.isLocked === true);
  await stopJobs(20);
  const [row] = await queue();
  expect(row).toMatchObject({ isLocked: false, attempts: 1 });
});
