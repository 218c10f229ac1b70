/** Event streams of one process: none is left behind, and a slow reader costs little. */
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStreams, serveStream } from "../../app/server/event-streams.server";
import { db } from "~/platform/db.server";
import { announce, closeLive, liveHub, openLive } from "~/platform/live.server";
import { useDatabase } from "../support/database";

const database = useDatabase();
let server: Server;
let url = "";

beforeAll(async () => {
  openLive(database.url);
  const app = express();
  app.get("/live", (request, response) => serveStream(request, response, String(request.query["from"] ?? "somebody")));
  server = createServer(app);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live?topics=metric:base/tps`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeLive();
});

/** Says something until the hub's own connection has begun to hear. */
async function untilHeard() {
  let heard = false;
  const end = liveHub()!.subscribe(["metric:base/tps"], () => (heard = true));
  await expect.poll(async () => (await announce(db, "metric:base/tps", "point", {}), heard)).toBe(true);
  end();
}

test("a thousand readers who come and go leave nothing", async () => {
  for (let round = 0; round < 10; round++) {
    const stops = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const stop = new AbortController();
        await fetch(url, { signal: stop.signal });
        return stop;
      }),
    );
    expect(openStreams()).toBeGreaterThanOrEqual(100);
    for (const stop of stops) stop.abort();
    await expect.poll(openStreams).toBe(0);
  }
  expect(liveHub()!.topics).toBe(0);
});

test("one address has a bound of its own", async () => {
  const stop = new AbortController();
  const answers = await Promise.all(
    Array.from({ length: 205 }, () =>
      fetch(`${url}&from=greedy`, { signal: stop.signal }).then(({ status }) => status),
    ),
  );
  expect(answers.filter((status) => status === 429)).toHaveLength(5);
  expect((await fetch(`${url}&from=other`, { signal: stop.signal })).status).toBe(200);
  stop.abort();
  await expect.poll(openStreams).toBe(0);
});

test("a reader who does not read is let go", async () => {
  await untilHeard();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.pause();
  socket.write(`GET /live?topics=metric:base/tps HTTP/1.1\r\nHost: local\r\n\r\n`);
  await expect.poll(openStreams).toBe(1);
  const filler = "x".repeat(7_000);
  await expect
    .poll(
      async () => {
        for (let time = 0; time < 200; time++) await announce(db, "metric:base/tps", "point", { filler });
        return openStreams();
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  socket.destroy();
});
