/** Webhooks sent by real workers, which die in the middle and come in pairs. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listKeys, makeKey } from "~/features/api/api.server";
import type { Member } from "~/features/auth/auth";
import { findHook, makeHook, sendDeliveries } from "~/features/webhooks/webhooks.server";
import { freeAllJobs } from "~/platform/abandoned-jobs.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useServedDatabase } from "../support/database";
import { aMember, aThread } from "../support/factories";
import { localServer } from "../support/local-http";
import { isSignedWith } from "../support/receiver";

const database = useServedDatabase();
const secretKey = "a key of the site, long enough for tests";
let holds = false;
const receiver = await localServer(({ path }, response) => {
  if (path === "/holds" && holds) return;
  response.writeHead(path === "/gone" ? 410 : 204).end();
});
const host = new URL(receiver.url).host;

let owner: Member;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  Object.assign(env(), { webhookHosts: [host], SECRET_KEY: secretKey });
  owner = await aMember();
  await makeKey(owner.id, { name: "Hooks", scopes: [] });
});
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

async function startWorker() {
  const worker = spawn(process.execPath, ["build/server/worker.js"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      VITEST: "",
      DATABASE_URL: database.url,
      METRIC_FETCH: "off",
      SECRET_KEY: secretKey,
      WEBHOOK_HOSTS: host,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.push(worker);
  await new Promise<void>((done) =>
    worker.stdout.on("data", (chunk: Buffer) => chunk.toString().includes("worker runs") && done()),
  );
  return worker;
}

const kill = (worker: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<void>((done) => {
    worker.once("exit", () => done());
    worker.kill(signal);
  });

async function aHook(path: string) {
  const key = (await listKeys(owner.id))[0]!.id;
  const made = await makeHook(owner.id, { address: `${receiver.url}${path}`, key, events: ["post.created"] });
  if (!made.ok) throw new Error(made.words);
  return made;
}

const to = (path: string) => receiver.asked.filter((asked) => asked.path === path);

test("a worker that is killed in the middle of a delivery leaves it to the next, under the same id", async () => {
  const { id, secret } = await aHook("/holds");
  holds = true;
  const worker = await startWorker();
  await aThread({ author: owner });
  await expect.poll(() => to("/holds").length, { timeout: 20_000 }).toBe(1);
  await kill(worker, "SIGKILL");
  holds = false;
  const clock = (seconds: number) => () => Promise.resolve(new Date(Date.now() + seconds * 1_000));
  const tell = () => Promise.resolve();
  // Another may be at it for a minute; after that it is taken over.
  await sendDeliveries({ tell, clock: clock(1) });
  expect(to("/holds")).toHaveLength(1);
  await sendDeliveries({ tell, clock: clock(70) });
  const [first, second] = to("/holds");
  expect(second!.headers["webhook-id"]).toBe(first!.headers["webhook-id"]);
  for (const message of [first!, second!]) expect(isSignedWith(secret, message)).toBe(true);
  expect(await db.webhookDelivery.findFirst({ where: { webhookId: id } })).toMatchObject({ state: "delivered" });
  await db.webhook.delete({ where: { id } });
});

test("two workers deliver each event once, and tell an owner whose host says that it is gone", async () => {
  await aHook("/once");
  const gone = await aHook("/gone");
  // What the killed worker had in hand would be found to be abandoned only after some time.
  await freeAllJobs();
  const pair = await Promise.all([startWorker(), startWorker()]);
  for (let time = 0; time < 8; time += 1) await aThread({ author: owner });
  await expect.poll(() => to("/once").length, { timeout: 20_000 }).toBe(8);
  await expect.poll(async () => (await findHook(owner.id, gone.id))!.state, { timeout: 20_000 }).toBe("gone");
  await Promise.all(pair.map((worker) => kill(worker, "SIGTERM")));
  expect(new Set(to("/once").map(({ headers }) => headers["webhook-id"])).size).toBe(8);
  expect(to("/gone")).toHaveLength(1);
  expect(
    await db.notice.findMany({ where: { memberId: owner.id, path: `/settings/webhooks/${gone.id}` } }),
  ).toMatchObject([
    { words: `Your webhook at ${host} is off: its host answered 410, which means that it is gone for good` },
  ]);
});
