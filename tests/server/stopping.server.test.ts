/** Stopping behind a balancer: it hears that this process is not ready while requests are still answered. */
import { Agent, request } from "node:http";
import { expect, test } from "vitest";
import { useDatabase } from "../support/database";
import { WebServer } from "../support/web-server";

const database = useDatabase();

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
  const ended = server.stop("SIGTERM");
  let ready = await get(server, "/readyz", agent);
  // Before the signal arrives, a busy database may say 503 too, but no connection is closed.
  while (ready.connection !== "close") ready = await get(server, "/readyz", agent);
  expect(ready).toEqual({ status: 503, connection: "close" });
  expect(await get(server, "/", agent)).toEqual({ status: 200, connection: "close" });
  expect(await ended).toBe(0);
  await expect(get(server, "/", agent)).rejects.toThrow("ECONNREFUSED");
  agent.destroy();
});
