/** Fault 11: what an operator reads in a server's log, and what is never in it. */
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useServedDatabase } from "../support/database";
import { DatabaseProxy } from "../support/database-proxy";
import { aMember, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const server = new WebServer();
let network: DatabaseProxy;

beforeAll(async () => {
  network = new DatabaseProxy(database.url);
  await network.open();
  await server.start(network.url, { LOG_LEVEL: "debug" });
});
afterAll(async () => {
  await server.stop();
  await network.cut();
});

type Line = { msg?: string; requestId?: string; ms?: number; sql?: string };
const lines = () =>
  server.output.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));

test("fault 11: a slow query is in the log, with the id of its request and without its values", async () => {
  const thread = await aThread();
  const as = await aMember();
  const cookie = await server.cookieOf(as);
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  // A job about the thread would wait for the lock, too, and be taken for the request.
  const isAtRest = "select 1 where not exists (select from graphile_worker._private_jobs)";
  await expect.poll(async () => (await holder.query(isAtRest)).rowCount).toBe(1);
  await holder.query('begin; lock table "Post" in access exclusive mode');
  const asked = server.fetch(`/t/${thread.id}/${thread.slug}`, {
    form: { body: "Typed-while-it-was-slow", idempotencyKey: "slow-query-0123456789" },
    headers: { Cookie: cookie },
  });
  const isWaiting = `select 1 from pg_locks where not granted and relation = '"Post"'::regclass`;
  while ((await holder.query(isWaiting)).rowCount === 0);
  await holder.query("select pg_sleep(0.9)");
  await holder.query("rollback");
  await holder.end();
  const answer = await asked;
  expect(answer.status).toBe(303);
  const requestId = answer.headers.get("X-Request-Id");
  const slow = await vi.waitFor(() => {
    const found = lines().find(({ msg, requestId: id }) => msg === "a slow query" && id === requestId);
    expect(found).toBeDefined();
    return found!;
  }, 30_000);
  expect(slow.sql).toMatch(/^(?:select|with|insert|update)/i);
  expect(slow.ms).toBeGreaterThanOrEqual(500);
  expect(server.output).not.toContain("Typed-while-it-was-slow");
});

test("fault 11: all lines of a request have one id, and no token, kept text or password is in any, whatever fails", async () => {
  const secret = "s3cr3t-in-an-address";
  const ask = () =>
    Promise.all([
      server.fetch(`/admin/first?token=${secret}`),
      server.fetch(`/new?held=${secret}`),
      server.fetch(`/sign-in?redirectTo=%2Fnew%3Fheld%3D${secret}`),
      server.fetch(`/t/1/x?held=${secret}&_data=routes%2Fnowhere`),
      server.fetch("/sign-in", { form: { handle: "somebody", password: secret, redirectTo: `/new?held=${secret}` } }),
      server.fetch("/sign-up", { form: { handle: "newcomer", email: "n@example.org", password: secret } }),
      server.fetch("/", { headers: { Cookie: `session-${server.port}=${secret}`, Authorization: `Bearer ${secret}` } }),
    ]);
  await ask();
  await network.cut();
  const failed = await ask();
  await network.open();
  const ids = failed.map((answer) => answer.headers.get("X-Request-Id")).filter((id) => id !== null);
  expect(ids.length).toBeGreaterThan(4);
  await vi.waitFor(() => {
    for (const id of ids) expect(lines().filter(({ requestId }) => requestId === id).length).toBeGreaterThan(0);
  }, 30_000);
  expect(lines().some(({ msg }) => msg?.includes("can't be answered just now"))).toBe(true);
  expect(server.output).not.toContain(secret);
});

test("a client that asks for data of a route that is not the page's is refused, and is no error of the server's", async () => {
  const answer = await server.fetch("/?_data=routes%2Fnowhere");
  expect(answer.status).toBe(403);
  const requestId = answer.headers.get("X-Request-Id");
  const own = () => lines().filter((line) => line.requestId === requestId);
  await vi.waitFor(() => expect(own().some(({ msg }) => msg === "request")).toBe(true), 30_000);
  expect(own().map(({ msg }) => msg)).not.toContain("a request failed");
});
