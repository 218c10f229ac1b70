/** Faults of odd moments: a commit without an answer, a clock that goes back, many who miss one page, slow senders, packed bodies. */
import { connect } from "node:net";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { useDatabase } from "../support/database";
import { DatabaseProxy } from "../support/database-proxy";
import { aMember, aReply, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useDatabase();
const server = new WebServer();
const late = new WebServer();
let network: DatabaseProxy;

/** A process whose clock says two hours less than the database's. */
const clockGoesBack = `--import=data:text/javascript,${encodeURIComponent("const now = Date.now; Date.now = () => now() - 7200000; const Real = Date; globalThis.Date = class extends Real { constructor(...given) { if (given.length === 0) super(Real.now()); else super(...given); } };")}`;

beforeAll(async () => {
  network = new DatabaseProxy(database.url);
  await network.open();
  await server.start(network.url);
  await late.start(database.url, { NODE_OPTIONS: clockGoesBack });
});
afterAll(async () => {
  await server.stop();
  await late.stop();
  await network.cut();
});

const madePages = async () => {
  const text = await (await server.fetch("/-/metrics")).text();
  return Number(/counterproof_kept_pages\{what="made"\} (\d+)/.exec(text)?.[1]);
};

test("the outcome of a commit is unknown: 503, and the same form sent again is one post", async () => {
  const as = await aMember();
  const thread = await aThread();
  const path = `/t/${thread.id}/${thread.slug}`;
  const cookie = await server.cookieOf(as);
  const send = () =>
    server.fetch(path, {
      form: { body: "Committed, and nobody said so.", idempotencyKey: "unknown-outcome-0123456789" },
      headers: { Cookie: cookie },
    });
  network.loseAnswerTo(/\bCOMMIT\b/i);
  const first = await send();
  expect([first.status, first.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(await db.post.count({ where: { authorId: as.id } })).toBe(1);
  const [again, onceMore] = [await send(), await send()];
  expect([again.status, onceMore.status]).toEqual([303, 303]);
  expect(again.headers.get("Location")).toBe(onceMore.headers.get("Location"));
  expect(await db.post.count({ where: { authorId: as.id } })).toBe(1);
});

test("the clock goes back: sessions stay good, posts have the database's time, kept pages and limits go on", async () => {
  const as = await aMember();
  const thread = await aThread();
  const path = `/t/${thread.id}/${thread.slug}`;
  const before = await late.fetch(path);
  const cookie = await late.cookieOf(as);
  const form = { body: "Written by a clock that went back.", idempotencyKey: "clock-back-0123456789" };
  expect((await late.fetch(path, { form, headers: { Cookie: cookie } })).status).toBe(303);
  const [{ ago }] = await db.$queryRaw<[{ ago: number }]>`
    select extract(epoch from now() - "createdAt")::float8 as ago from "Post" where "authorId" = ${as.id}`;
  expect(Math.abs(ago)).toBeLessThan(600);
  const after = await late.fetch(path);
  expect([before.status, after.status]).toEqual([200, 200]);
  expect(await after.text()).toContain("Written by a clock that went back.");
  expect((await late.fetch(path, { headers: { Cookie: cookie } })).status).toBe(200);
  expect((await late.fetch("/readyz")).status).toBe(200);
});

test("500 parallel misses of one page are one render", async () => {
  const thread = await aThread();
  await aReply({ thread, author: await aMember(), body: "A page that nobody has read yet." });
  const before = await madePages();
  const answers = await Promise.all(
    Array.from({ length: 500 }, () => server.fetch(`/t/${thread.id}/${thread.slug}`).then((answer) => answer.text())),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain("A page that nobody has read yet.");
  expect((await madePages()) - before).toBe(1);
});

test("slow-loris: hundreds of senders who never end their headers hold nobody up", async () => {
  const sockets = Array.from({ length: 300 }, () => connect(server.port, "127.0.0.1"));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  for (const socket of sockets) {
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }
  expect((await server.fetch("/tags")).status).toBe(200);
  expect((await server.fetch("/readyz")).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test("a packed body is refused before it is unpacked: a zip bomb is a few bytes", async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000, "a"));
  const answer = await fetch(`${server.origin}/api/v1/preview`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" },
    body: bomb,
  });
  expect(answer.status).toBeOneOf([400, 415]);
});
