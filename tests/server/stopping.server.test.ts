/** Stopping behind a balancer: it hears that this process is not ready while requests are still answered. */
import { Agent, request } from "node:http";
import pg from "pg";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { aMember, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();

const get = (server: WebServer, path: string, agent: Agent) =>
  new Promise<{ status: number | undefined; connection: string | undefined }>((done, fail) =>
    request(server.origin + path, { agent }, (answer) => {
      answer.resume();
      answer.once("end", () => done({ status: answer.statusCode, connection: answer.headers.connection }));
    })
      .once("error", fail)
      .end(),
  );

test("fault 10: after SIGTERM /readyz is 503, requests are answered and close their connections, and the end is 0", async () => {
  const server = new WebServer();
  await server.start(database.url, { SHUTDOWN_DELAY: "2" });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await get(server, "/readyz", agent)).toEqual({ status: 200, connection: "keep-alive" });
  const [file] = /\/assets\/[^"]+\.css/.exec(await (await server.fetch("/")).text())!;
  const ended = server.stop("SIGTERM");
  let ready = await get(server, "/readyz", agent);
  // Before the signal arrives, a busy database may say 503 too, but no connection is closed.
  while (ready.connection !== "close") ready = await get(server, "/readyz", agent);
  expect(ready).toEqual({ status: 503, connection: "close" });
  for (const path of ["/", file]) expect(await get(server, path, agent)).toEqual({ status: 200, connection: "close" });
  expect(await ended).toBe(0);
  await expect(get(server, "/", agent)).rejects.toThrow("ECONNREFUSED");
  agent.destroy();
});

const slowStart = { timeout: 90_000 };

test(
  "SIGTERM under load: requests under way are finished, event streams are asked to connect again, and the end is 0",
  slowStart,
  async () => {
    const server = new WebServer();
    await server.start(database.url);
    const thread = await aThread();
    const path = `/t/${thread.id}/${thread.slug}`;
    const cookies = await Promise.all([1, 2, 3, 4].map(async () => server.cookieOf(await aMember())));
    // The first text of a process takes longer than one may wait for a lock.
    expect(
      (await server.fetch(path, { form: { body: "Warms it up." }, headers: { Cookie: cookies[0]! } })).status,
    ).toBe(303);
    const stream = await fetch(`${server.origin}/live?topics=thread:${thread.id}`);
    const heard = stream.text();
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; lock table "PostRevision" in access exclusive mode');
    const replies = cookies.map((cookie, number) => {
      const form = { body: `Under way ${number}.`, idempotencyKey: `under-way-${number}-0123456789` };
      return server.fetch(path, { form, headers: { Cookie: cookie } });
    });
    const waiting = `select 1 from pg_locks where not granted`;
    while ((await holder.query(waiting)).rowCount! < replies.length);
    const ended = server.stop("SIGTERM");
    expect(await heard).toContain("event: bye");
    await holder.query("rollback");
    await holder.end();
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(await db.post.count({ where: { threadId: thread.id } })).toBe(2 + replies.length);
    expect(await ended).toBe(0);
  },
);
