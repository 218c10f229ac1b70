/** Ten thousand followers of a thread: its writer waits for none of them, and a worker that dies tells nobody twice or not at all. */
import { type ChildProcess, spawn } from "node:child_process";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { freeAllJobs } from "~/platform/abandoned-jobs.server";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";

const database = useServedDatabase();
const followers = 10_000;
const workers: ChildProcess[] = [];

afterEach(() => workers.forEach((worker) => worker.kill("SIGKILL")));

function startWorker() {
  const worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: { ...process.env, NODE_ENV: "production", VITEST: "", DATABASE_URL: database.url, METRIC_FETCH: "off" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  workers.push(worker);
  return worker;
}

/** How many statements a piece of work sends. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const queries = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const { length } = queries.mock.calls;
  queries.mockRestore();
  return length;
}

test("10,000 followers cost the writer no statement, and each is told once although a worker is killed meanwhile", async () => {
  const writer = await aMember();
  const [quiet, followed] = [await aThread(), await aThread()];
  await db.$executeRaw`insert into "Member" ("handle", "name")
    select 'crowd-' || n, 'Crowd ' || n from generate_series(1, ${followers}::int) n`;
  await db.$executeRaw`insert into "ThreadFollow" ("memberId", "threadId", "level")
    select "id", ${followed.id}, 'follow' from "Member" where "handle" like 'crowd-%'`;
  for (const thread of [quiet, followed]) await aReply({ thread, author: writer, body: "The first one." });
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  await db.$executeRaw`delete from "UntoldPost"`;
  const alone = await statementsOf(() => aReply({ thread: quiet, author: writer, body: "Nobody follows this." }));
  let postId = 0;
  const withAll = await statementsOf(async () => {
    postId = (await aReply({ thread: followed, author: writer, body: "Many follow this." })).id;
  });
  expect(withAll).toBe(alone);

  const told = () => db.notice.count({ where: { event: `post:${postId}` } });
  expect(await told()).toBe(0);
  const first = startWorker();
  await expect.poll(told, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(500);
  const ended = new Promise((done) => first.once("exit", done));
  first.kill("SIGKILL");
  await ended;
  const before = await told();
  expect(before % 500).toBe(0);
  expect(before).toBeLessThan(followers);

  // What the next worker finds out by itself within half a minute.
  await freeAllJobs();
  startWorker();
  // The followers, and the author of the thread.
  await expect.poll(told, { timeout: 90_000, interval: 100 }).toBe(followers + 1);
  await expect.poll(jobsLeft, { timeout: 30_000, interval: 100 }).toBe(0);
  expect(await told()).toBe(followers + 1);
  expect(await db.noticePost.count({ where: { postId } })).toBe(followers + 1);
}, 240_000);

async function jobsLeft(): Promise<number> {
  const [row] = await db.$queryRaw<{ left: number }[]>`select count(*)::int as left from graphile_worker.jobs
    where task_identifier in ('posts.tell', 'notices.tell-all')`;
  return row!.left;
}
