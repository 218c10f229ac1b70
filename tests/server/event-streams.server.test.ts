/** Event streams of one process: none is left behind, and a slow reader costs little. */
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openStreams, serveStream } from "../../app/server/event-streams.server";
import { storeObservations } from "~/features/observations/store-observations.server";
import { listMissedUpdates } from "~/features/threads/threads.server";
import { db, inTransaction } from "~/platform/db.server";
import { announce, closeLive, liveHub, openLive } from "~/platform/live.server";
import { useDatabase } from "../support/database";

const database = useDatabase();
let server: Server;
let url = "";

beforeAll(async () => {
  openLive(database.url, listMissedUpdates);
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

test("event-stream leak: a thousand readers who come and go leave nothing", async () => {
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

test("slow readers: a stream whose client reads nothing is closed", async () => {
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
      { timeout: 30_000 },
    )
    .toBe(0);
  socket.destroy();
});

test("a point that is sent again is as old as it is then, and says no state of before", async () => {
  await untilHeard();
  const topic = "metric:zora/active-addresses";
  await db.provider.create({ data: { key: "g", kind: "growthepie", name: "A provider", adapterVersion: 1 } });
  const at = new Date(Math.floor(Date.now() / 86_400_000 - 6) * 86_400_000);
  const observation = {
    subject: "zora",
    definition: "active-addresses.daily@1" as const,
    at,
    value: "22520",
    quality: "final" as const,
  };
  await inTransaction((tx) =>
    storeObservations(tx, { providerKey: "g", observations: [observation], runId: 1n, now: new Date() }),
  );
  await expect.poll(() => liveHub()!.newest([topic]).length).toBe(1);
  const ageNow = () => (liveHub()!.newest([topic])[0]!.data as { age: number }).age;
  const before = ageNow();
  const clock = performance.now();
  vi.spyOn(performance, "now").mockImplementation(() => clock + 480_000);
  expect(ageNow() - before).toBeGreaterThan(470);
  vi.restoreAllMocks();
  expect(liveHub()!.newest([topic])[0]!.data).not.toHaveProperty("state");

  const stop = new AbortController();
  const answer = await fetch(url.replace(/topics=.*/, `topics=${topic}`), { signal: stop.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event: point")) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The stream ended after ${text}`);
    text += value;
  }
  stop.abort();
  expect(text).toContain('"value":"22520"');
  await expect.poll(openStreams).toBe(0);
});
