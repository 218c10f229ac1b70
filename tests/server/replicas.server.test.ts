/** Visitors read from replicas, which show nothing that was hidden and nobody less than they have written. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { makeKey } from "~/features/api/api.server";
import { moderate } from "~/features/moderation/moderation.server";
import { contentVersions } from "~/platform/content-version.server";
import { currentReplica, workFor } from "~/platform/current-request.server";
import { closeDatabase, databasePulse, db, openDatabase } from "~/platform/db.server";
import { migrateJobs } from "~/platform/jobs.server";
import { closeLanes } from "~/platform/lanes.server";
import { readFromReplica } from "~/platform/read-from-replica.server";
import { Replicas } from "~/platform/replicas.server";
import { deployMigrations } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { Cluster, type DatabaseServer } from "../drills/cluster";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";
import { WebServer } from "../support/web-server";

const folder = openTemporaryFolder("counterproof-replicas");
const server = new WebServer();
let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start({ folder, throwaway: true });
  await deployMigrations(cluster.url);
  openDatabase({ url: cluster.url, replicas: cluster.replicas.map(({ url }) => url) });
  await migrateJobs();
  await seed({ withDemonstration: false });
  await server.start(cluster.url, { DATABASE_REPLICA_URL: cluster.replicaUrl });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await closeLanes();
  await closeDatabase();
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await replay("resume");
  await cluster.untilReplayed();
  await patiently(async () => expect(await inUse()).toEqual([1, 1]));
});

const patiently = <T>(check: () => Promise<T> | T) => vi.waitFor(check, { timeout: 20_000, interval: 50 });
const replay = (what: "pause" | "resume") =>
  Promise.all(cluster.replicas.map((replica) => replica.ask(`select pg_wal_replay_${what}()`)));
const metrics = async (name: string) =>
  [
    ...(await (await server.fetch("/-/metrics")).text()).matchAll(
      new RegExp(`^counterproof_${name}\\{.*\\} (\\S+)$`, "gm"),
    ),
  ].map((match) => Number(match[1]));
const inUse = () => metrics("replica_in_use");

const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;
const read = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await server.fetch(path, { headers });
  expect(answer.status).toBe(200);
  return answer.text();
};
/** The jobs that follow a post have been done: nothing changes by itself any more. */
const untilQuiet = () =>
  patiently(async () =>
    expect(
      await db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where run_at <= now() + interval '2 seconds'`,
    ).toEqual([]),
  );
/** How many requests have read from replicas. */
const replicaReads = async () => (await metrics("replica_reads_total")).reduce((sum, count) => sum + count, 0);
const position = (value: string) => ({ Cookie: `position-${server.port}=${value}` });

test("what a visitor reads comes from a replica, and is kept as if it came from the primary", async () => {
  const thread = await aThread({ title: "Is it read from a replica?" });
  await untilQuiet();
  await cluster.untilReplayed();
  const before = await replicaReads();
  const first = await read(pathOf(thread));
  expect(first).toContain("Is it read from a replica?");
  expect(await replicaReads()).toBe(before + 1);
  expect(await read(pathOf(thread))).toBe(first);
  expect(await replicaReads()).toBe(before + 1);
});

test("a replica that has not replayed that a post was hidden shows it to nobody: in no page, feed or search", async () => {
  const moderator = await aMember({ role: "moderator" });
  const thread = await aThread({ title: "Is the marmot shown?" });
  const reply = await aReply({ thread, body: "A marmot stands here." });
  await untilQuiet();
  await cluster.untilReplayed();
  const path = pathOf(thread);
  expect(await read(path)).toContain("A marmot stands here.");
  await replay("pause");
  const hidden = await moderate({ by: moderator, kind: "hide_post", target: reply.id, reason: "It is a marmot." });
  expect(hidden).toMatchObject({ ok: true });

  const everywhere = [path, `${path}?view=tree`, `${path}.md`, `${path}.atom`, "/search?q=marmot"];
  for (const place of everywhere) expect(await read(place), place).not.toContain("A marmot stands");
  await replay("resume");
  await cluster.untilReplayed();
  for (const place of everywhere) expect(await read(place), place).not.toContain("A marmot stands");
});

test("a page from a replica that lacks a reply is not taken for the page with it", async () => {
  const thread = await aThread();
  await untilQuiet();
  await cluster.untilReplayed();
  await replay("pause");
  const versions = await contentVersions([thread.id]);
  await aReply({ thread, author: thread.author, body: "A reply that comes late." });
  expect((await contentVersions([thread.id])).of([thread.id])).not.toBe(versions.of([thread.id]));
  await read(pathOf(thread));
  await replay("resume");
  await cluster.untilReplayed();
  expect(await read(pathOf(thread))).toContain("A reply that comes late.");
});

test("who has written reads it from a server that has it, and so does who names a place that is none or lies ahead", async () => {
  const member = await aMember();
  const thread = await aThread();
  await untilQuiet();
  await cluster.untilReplayed();
  await replay("pause");
  const form = { body: "Written a moment ago.", idempotencyKey: "replica-own-0123456789" };
  const answer = await server.fetch(pathOf(thread), { as: member, form });
  expect(answer.status).toBe(303);
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("position-")) ?? "";
  expect(line).toMatch(/^position-\d+=[\dA-F]{8}-[\dA-F]+\/[\dA-F]+; Max-Age=60; Path=\/; HttpOnly; SameSite=Lax$/);

  // Nobody who has written nothing waits for the replicas.
  expect(await read(pathOf(thread), position("00000001-0/1"))).not.toContain("Written a moment ago.");
  const own = line.slice(line.indexOf("=") + 1, line.indexOf(";"));
  const unusual = [
    "",
    "nonsense",
    "00000001-FFFFFFFF/FFFFFFFF",
    "00000009-0/1",
    "%",
    own.toLowerCase(),
    `${own}0000000`,
  ];
  for (const value of [own, ...unusual])
    expect(await read(pathOf(thread), position(value)), value).toContain("Written a moment ago.");
});

test("a key of the API that has written reads what it wrote", async () => {
  const member = await aMember();
  const thread = await aThread();
  await untilQuiet();
  await cluster.untilReplayed();
  const key = (await makeKey(member.id, { name: "test", scopes: ["posts"] }))!;
  const headers = { Authorization: `Bearer ${key}`, Accept: "application/json" };
  const posts = `/api/v1/threads/${thread.id}/posts`;
  await read(posts, headers);
  await cluster.untilReplayed();
  await replay("pause");
  const answer = await server.fetch(posts, { method: "POST", json: { markdown: "Written by a program." }, headers });
  expect(answer.status).toBe(201);
  expect(await read(posts, headers)).toContain("Written by a program.");
});

test("where the primary shows more than a replica, or the other way round, the primary is asked", async () => {
  const chosen = () =>
    workFor({ id: "test" }, async () => (await readFromReplica(null), currentReplica()?.name ?? null));
  await patiently(async () => expect(await chosen()).not.toBeNull());
  await replay("pause");
  await aThread();
  expect(await chosen()).toBeNull();
  await replay("resume");
  await cluster.untilReplayed();
  expect(await chosen()).not.toBeNull();
  // As many changes, and not the same ones.
  await cluster.primary.ask(
    `insert into "ContentVersion" ("backend", "version", "global") values (-1, 1, 1), (-2, 1, 1)`,
  );
  await cluster.untilReplayed();
  await replay("pause");
  await cluster.primary.ask(
    `update "ContentVersion" set "global" = case "backend" when -1 then 2 else 0 end where "backend" in (-1, -2)`,
  );
  expect(await chosen()).toBeNull();
});

test("a request that has written, and whoever asks for the primary, reads nothing from a replica any more", async () => {
  await patiently(() =>
    workFor({ id: "test" }, async () => {
      await readFromReplica(null);
      expect(currentReplica()).not.toBeNull();
      const isReplica = async () => (await db.$queryRaw<{ is: boolean }[]>`select pg_is_in_recovery() as "is"`)[0]!.is;
      expect(await isReplica()).toBe(true);
      expect(
        await db.$transaction(
          async (tx) => (await tx.$queryRaw<{ is: boolean }[]>`select pg_is_in_recovery() as "is"`)[0]!.is,
        ),
      ).toBe(false);
      expect(await isReplica()).toBe(false);
    }),
  );
});

test("a replica that lags is left out and named, with how far it is behind", async () => {
  const [first, second] = cluster.replicas as [DatabaseServer, DatabaseServer];
  const urls = [first.url, second.url];
  const replicas = new Replicas(urls, databasePulse()!, { mostLag: 0.5 });
  try {
    await first.ask("select pg_wal_replay_pause()");
    await aThread();
    await patiently(() =>
      expect(replicas.states).toEqual([
        {
          name: `127.0.0.1:${first.port}`,
          lag: expect.any(Number),
          reads: 0,
          leftOut: expect.stringMatching(/^It is \d+ seconds behind\.$/),
        },
        { name: `127.0.0.1:${second.port}`, lag: 0, leftOut: null, reads: 0 },
      ]),
    );
    await first.ask("select pg_wal_replay_resume()");
    await patiently(() => expect(replicas.states[0]).toMatchObject({ lag: 0, leftOut: null }));
  } finally {
    await replicas.close();
  }
});

test("a replica that is away is left out, named at /admin and in the metrics, and used again once it is back", async () => {
  const thread = await aThread();
  const administrator = await aMember({ role: "admin" });
  const [gone] = cluster.replicas as [DatabaseServer];
  await gone.end("SIGKILL");
  for (let number = 1; number <= 10; number++) await read(`${pathOf(thread)}?number=${number}`);
  await patiently(async () => expect((await inUse()).toSorted()).toEqual([0, 1]));
  const page = await (await server.fetch("/admin", { as: administrator })).text();
  expect(page).toMatch(new RegExp(`127\\.0\\.0\\.1:${gone.port}</b>: <!-- -->left out\\. It does not answer`));
  await gone.start();
  await patiently(async () => expect(await inUse()).toEqual([1, 1]));
});

test("while no primary answers, whichever replica has come as far shows visitors their pages, and forms are told “later”", async () => {
  const thread = await aThread({ title: "Who stands in?" });
  const member = await aMember();
  await untilQuiet();
  await cluster.untilReplayed();
  const headers = { Cookie: await server.cookieOf(member) };
  const [behind] = cluster.replicas as [DatabaseServer];
  await behind.ask("select pg_wal_replay_pause()");
  await aReply({ thread, body: "Only one replica shows this." });
  const path = pathOf(thread);
  expect(await read(path)).toContain("Only one replica shows this.");

  await cluster.primary.end("SIGKILL");
  const pages = [...Array.from({ length: 8 }, () => path), `${path}?view=tree`, "/tags", "/"];
  const answers: { status: number; isOld: boolean; text: string }[] = [];
  for (const address of pages) {
    const answer = await server.fetch(address);
    answers.push({
      status: answer.status,
      // A page with its age says so here too.
      isOld: answer.headers.has("Warning"),
      text: await answer.text(),
    });
  }
  const form = { body: "Is it taken?", idempotencyKey: "stand-in-0123456789" };
  const refused = await server.fetch(path, { headers, form });
  await cluster.primary.start();
  expect(answers.map(({ status, isOld }) => [status, isOld])).toEqual(pages.map(() => [200, false]));
  for (const { text } of answers.slice(0, 9)) expect(text).toContain("Only one replica shows this.");
  expect(refused.status).toBe(503);
  await patiently(async () => expect((await server.fetch("/readyz")).status).toBe(200));
  expect((await server.fetch(path, { headers, form })).status).toBe(303);
});

test("after a failover that lost changes, no page is good that shows them, although as many were made since", async () => {
  const thread = await aThread({ title: "The title that both have" });
  await untilQuiet();
  await cluster.untilReplayed();
  const path = pathOf(thread);
  const rename = (title: string) => db.thread.update({ where: { id: thread.id }, data: { title } });
  const countOf = async () => (await contentVersions()).count;
  // From here on the replicas receive nothing.
  for (const replica of cluster.replicas) {
    await replica.ask("alter system set primary_conninfo = ''");
    await replica.ask("select pg_reload_conf()");
  }
  await patiently(async () => expect(await cluster.primary.ask("select 1 from pg_stat_replication")).toHaveLength(0));
  await rename("The title that is lost");
  expect(await read(path)).toContain("The title that is lost");
  const before = await contentVersions();

  const next = await cluster.mostAdvanced();
  await cluster.primary.end("SIGKILL");
  await cluster.promote(next);
  await patiently(() => rename("The title that stays"));
  await patiently(async () => expect(await countOf()).toBe(before.count));
  expect((await contentVersions()).all).not.toBe(before.all);
  await patiently(async () => expect((await server.fetch("/readyz")).status).toBe(200));
  const page = await read(path);
  expect(page).toContain("The title that stays");
  expect(page).not.toContain("The title that is lost");
});
