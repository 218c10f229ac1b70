/** A clock that goes back, and packed bodies. */
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { aMember, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const late = new WebServer();

/** A process whose clock says two hours less than the database's. */
const clockGoesBack = `--import=data:text/javascript,${encodeURIComponent("const now = Date.now; Date.now = () => now() - 7200000; const Real = Date; globalThis.Date = class extends Real { constructor(...given) { if (given.length === 0) super(Real.now()); else super(...given); } };")}`;

beforeAll(() => late.start(database.url, { NODE_OPTIONS: clockGoesBack }));
afterAll(async () => {
  await late.stop();
});

test("clock going back: sessions stay good, posts have the database's time, kept pages and limits go on", async () => {
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

test("zip bomb: a packed body is refused before it is unpacked", async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000, "a"));
  const answer = await fetch(`${late.origin}/api/v1/preview`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Content-Encoding": "gzip" },
    body: bomb,
  });
  expect(answer.status).toBeOneOf([400, 415]);
});

test("strangers' dear previews take no place from pages", async () => {
  const member = await aMember();
  const thread = await aThread();
  const cookie = await late.cookieOf(member);
  const markdown = "a**b".repeat(4_000);
  const isOver = { previews: false };
  const previews = Promise.all(
    Array.from({ length: 60 }, (_, stranger) =>
      late.fetch("/api/v1/preview", { json: { markdown }, address: `198.51.100.${stranger}` }),
    ),
  ).finally(() => (isOver.previews = true));
  const pages = [];
  while (!isOver.previews && pages.length < 20)
    pages.push((await late.fetch(`/t/${thread.id}/${thread.slug}`, { headers: { Cookie: cookie } })).status);
  expect(pages.length).toBeGreaterThan(0);
  expect(new Set(pages)).toEqual(new Set([200]));
  for (const answer of await previews)
    expect([200, 422].includes(answer.status) || answer.headers.has("Retry-After")).toBe(true);
});
