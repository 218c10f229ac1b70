/** The job loop on the real queue: what becomes of a job that fails, and of one that another build added. */
import { afterEach, expect, test, vi } from "vitest";
import { db } from "~/platform/db.server";
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

test("a job that fails keeps its payload and its error, holds up no other job, and is done at a later attempt", async () => {
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

test("a payload or a name of another build reaches no handler, stays in the queue with a sentence, and holds up nothing", async () => {
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
