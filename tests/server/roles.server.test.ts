/** What the processes of one site do, by their role: pages, jobs, or both. */
import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const web = new WebServer();

beforeAll(() => web.start(database.url, { ROLE: "web" }));
afterAll(async () => {
  await web.stop();
});

/** `npm start`, or `npm run worker` with "worker" behind it, on this database. */
function start(environment: Record<string, string>, ...parameters: string[]) {
  const child = spawn(process.execPath, ["app/server/start.js", ...parameters], {
    env: { ...process.env, NODE_ENV: "production", VITEST: "", METRIC_FETCH: "off", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  return { child, ended, said: () => output };
}

const jobs = () => db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where task_identifier = 'sweep'`;

test("a web server runs no jobs, and one whose role is worker runs those that requests left", async () => {
  expect(web.output).toContain("leaves jobs to the workers");
  await db.$executeRaw`select graphile_worker.add_job('sweep', '{}'::json)`;
  expect((await web.fetch("/")).status).toBe(200);
  expect((await web.fetch("/readyz")).status).toBe(200);
  expect(await jobs()).toHaveLength(1);

  const worker = start({ ROLE: "worker", DATABASE_URL: database.url });
  const isDone = async () => {
    expect(worker.said()).toContain("Counterproof's worker runs.");
    expect(await jobs()).toEqual([]);
  };
  await vi.waitFor(isDone, { timeout: 60_000, interval: 100 });
  worker.child.kill("SIGTERM");
  expect(await worker.ended).toBe(0);
});

test("`npm run worker` with the role of a web server is refused with a sentence", async () => {
  const refused = start({ ROLE: "web", DATABASE_URL: database.url }, "worker");
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain("ROLE is web, and a web server runs no jobs.");
});

test("a role without a database that others share is refused with a sentence", async () => {
  const refused = start({ ROLE: "web", DATABASE_URL: "" });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain("In local mode one process does everything.");
});
