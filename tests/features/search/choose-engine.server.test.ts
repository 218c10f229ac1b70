/** Searches while Meilisearch fails. Local servers take its place and fail in every way we could think of. */
import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { rememberFault } from "~/features/search/meili/index-state.server";
import { operatorNames } from "~/features/search/operators";
import { parseQuery } from "~/features/search/query-syntax";
import { followChanges, openSearch, readSearchHealth } from "~/features/search/search.server";
import { understandQuery } from "~/features/search/understand-query.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { forgetRemembered } from "~/platform/short-memory.server";
import { useDatabase } from "../../support/database";
import { aReply, aThread, type ThreadMade } from "../../support/factories";
import { type Asked, localServer, sendJson } from "../../support/local-http";

useDatabase();
const key = "a-secret-nobody-should-read";
const now = new Date("2026-11-22T12:00:00Z");
let thread: ThreadMade;

beforeAll(async () => {
  thread = await aThread({ title: "A thread both engines know", body: "okapi" });
});

beforeEach(async () => {
  await db.searchIndex.deleteMany();
  await db.searchIndex.create({ data: { role: "live", uid: "posts", isWhole: true } });
});

async function meiliThat(answer: (asked: Asked, response: ServerResponse) => void | Promise<void>) {
  const server = await localServer(answer);
  use(server.url);
  return server;
}

function use(url: string | undefined) {
  Object.assign(env(), { MEILI_URL: url, MEILI_KEY: url && key });
  forgetRemembered();
}

async function search(text = "okapi") {
  const { query } = await understandQuery(parseQuery(text, operatorNames), now);
  const engine = openSearch();
  const found = await engine.find({ query, viewer: null, now, cursor: null, take: 5, perThread: 3 });
  return { threads: found.threads.map(({ threadId }) => threadId), second: engine.secondEngine?.() ?? null };
}

const bad: [string, (asked: Asked, response: ServerResponse) => void | Promise<void>][] = [
  ["says that it is broken", (_, response) => sendJson(response, { message: "broken" }, 500)],
  ["wants another key", (_, response) => sendJson(response, { message: "no", code: "invalid_api_key" }, 403)],
  ["has no such index", (_, response) => sendJson(response, { message: "none", code: "index_not_found" }, 404)],
  ["answers with a page", (_, response) => void response.end("<!doctype html><title>It works!</title>")],
  ["answers with half a sentence", (_, response) => void response.end('{"hits":[{"id":')],
  ["answers with something else", (_, response) => sendJson(response, { hello: 1 })],
  ["answers with hits that are none", (_, response) => sendJson(response, { hits: [{ id: "x" }, null, 7] })],
  ["hangs up", (_, response) => void response.destroy()],
  ["never answers", () => {}],
  ["begins and never ends", (_, response) => void response.write('{"hits":[')],
  [
    "drips",
    async (_, response) => {
      for (let drop = 0; drop < 40 && !response.destroyed; drop++) {
        response.write(" ");
        await setTimeout(100);
      }
    },
  ],
  [
    "finds nothing because it is empty",
    ({ path }, response) =>
      sendJson(response, path.endsWith("/stats") ? { numberOfDocuments: 0 } : { hits: [], estimatedTotalHits: 0 }),
  ],
];

test.each(bad)("a server that %s is not waited for: PostgreSQL answers, and it is said", async (_, answer) => {
  await meiliThat(answer);
  expect(await search()).toEqual({ threads: [thread.id], second: "silent" });
});

test("where nobody listens PostgreSQL answers; after two failures it is not even asked for a while", async () => {
  use("http://127.0.0.1:2");
  expect(await search()).toEqual({ threads: [thread.id], second: "silent" });
  expect((await readSearchHealth()).meili?.fault).toBe("could not be reached (ECONNREFUSED)");
  const server = await meiliThat((_, response) => sendJson(response, { message: "broken" }, 500));
  for (let times = 0; times < 6; times++) expect((await search()).second).toBe("silent");
  expect(server.asked).toHaveLength(2);
});

test("an index that is being filled, or far behind, is not searched", async () => {
  const server = await meiliThat((_, response) => sendJson(response, { hits: [] }));
  await db.searchIndex.update({ where: { role: "live" }, data: { isWhole: false } });
  expect(await search()).toEqual({ threads: [thread.id], second: "filling" });
  await db.searchIndex.update({ where: { role: "live" }, data: { isWhole: true } });
  const reply = await aReply({ thread, body: "okapi too" });
  await db.$executeRaw`update "SearchChange" set "at" = now() - interval '2 minutes' where "postId" = ${reply.id}`;
  use(server.url);
  expect(await search()).toEqual({ threads: [thread.id], second: "behind" });
  expect(server.asked).toEqual([]);
});

test("rights are the database's, whatever the index says", async () => {
  const hidden = await aThread({ title: "A hidden thing of note", body: "okapi hidden" });
  await db.post.update({ where: { id: hidden.openingPostId }, data: { status: "hidden" } });
  await meiliThat((_, response) =>
    sendJson(response, {
      hits: [hidden.openingPostId, thread.openingPostId, 999_999].map((id) => ({
        id,
        _federation: { indexUid: "posts", queriesPosition: 0, weightedRankingScore: 1 },
      })),
    }),
  );
  expect(await search()).toEqual({ threads: [thread.id], second: null });
});

test("changes that could not be sent wait, and the key is in no error message", async () => {
  const server = await meiliThat(({ headers }, response) =>
    sendJson(response, { message: `not with ${headers.authorization}`, code: "invalid_api_key" }, 403),
  );
  const reply = await aReply({ thread, body: "okapi again" });
  await expect(followChanges()).rejects.toThrow(/answered 403/);
  expect(await db.searchChange.count({ where: { postId: reply.id } })).toBe(1);
  expect(server.asked[0]!.headers.authorization).toBe(`Bearer ${key}`);
  const health = await readSearchHealth();
  expect(health.meili).toMatchObject({ fault: "answered 403: not with Bearer …", waiting: 1 });
  expect(JSON.stringify(health)).not.toContain(key);
  expect((await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } })).lastError).toContain("answered 403");
  await rememberFault(null);
});

test("without the address of a server nothing is noted for one, and PostgreSQL is the first engine", async () => {
  await db.searchIndex.deleteMany();
  use(undefined);
  await aReply({ thread, body: "okapi once more" });
  expect(await db.searchChange.count()).toBe(0);
  expect(await search()).toEqual({ threads: [thread.id], second: null });
  expect(await readSearchHealth()).toMatchObject({ meili: null });
});
