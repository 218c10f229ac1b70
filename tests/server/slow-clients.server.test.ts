/** Clients that are slow on purpose: each holds a connection, and hinders nobody. */
import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readBody } from "~/platform/request-guard.server";
import { createHttpServer } from "../../app/server/http-server.server";

/** The forum has seconds where these are tenths. */
const times = { headers: 600, body: 1_200, idle: 600, silence: 1_000, check: 50 };
const bodyMs = 900;
const large = Buffer.alloc(32 * 1024 * 1024, "a");

let server: Server;
let port: number;

beforeEach(async () => {
  server = createHttpServer((request, response) => {
    if (request.url === "/large") return void response.end(large);
    void readBody(request, bodyMs).then((body) => {
      if (response.destroyed) return;
      const status = "status" in body ? body.status : 200;
      response.writeHead(status).end(Buffer.isBuffer(body) ? body : body.message);
    });
  }, times);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A client that sends this text byte by byte for as long as it is let, and then says what it heard. */
async function drip(beginning: string, endless: string) {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  let sent = 0;
  socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
  socket.on("error", () => {});
  socket.write(beginning);
  const byByte = setInterval(() => endless !== "" && socket.write(endless[sent++ % endless.length]!), 20);
  // `once` would fail at a reset connection.
  await new Promise((done) => socket.on("close", done));
  clearInterval(byByte);
  return { heard, sent };
}

const ask = async (body?: string) => {
  const answer = await fetch(`http://127.0.0.1:${port}/`, body === undefined ? {} : { method: "POST", body });
  return { status: answer.status, text: await answer.text() };
};

/** Asks one after the other until the clients are cut; everybody else is answered meanwhile. */
async function askWhile<T>(slow: Promise<T>): Promise<T> {
  let isOver = false;
  const cut = slow.finally(() => (isOver = true));
  let answers = 0;
  while (!isOver) {
    expect(await ask("a form")).toEqual({ status: 200, text: "a form" });
    answers += 1;
  }
  expect(answers).toBeGreaterThan(10);
  return cut;
}

const host = "Host: localhost\r\n";

describe("slow-loris: a client that sends byte by byte is cut, and hinders nobody", () => {
  test("the headers of a request that never end", async () => {
    const clients = Array.from({ length: 150 }, () => drip(`GET / HTTP/1.1\r\n${host}`, "X-Slow: 1\r\n"));
    for (const { heard, sent } of await askWhile(Promise.all(clients))) {
      expect(sent).toBeGreaterThan(5);
      expect(heard).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
    }
  });

  test("the first line of a request that never ends", async () => {
    const clients = Array.from({ length: 50 }, () => drip("GET /", "x"));
    for (const { heard } of await askWhile(Promise.all(clients))) expect(heard).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  test("the body of a form that never ends", async () => {
    const head = `POST / HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\n`;
    const clients = Array.from({ length: 75 }, () => drip(`${head}Content-Length: 100000\r\n\r\n`, "body=x&"));
    const chunked = Array.from({ length: 75 }, () => drip(`${head}Transfer-Encoding: chunked\r\n\r\n`, "1\r\nx\r\n"));
    for (const { heard, sent } of await askWhile(Promise.all([...clients, ...chunked]))) {
      expect(sent).toBeGreaterThan(5);
      expect(heard).not.toContain("HTTP/1.1 200");
    }
  });

  test("a connection that never sends anything", async () => {
    const clients = Array.from({ length: 50 }, () => drip("", ""));
    await askWhile(Promise.all(clients));
  });
});

test("a client that takes nothing of its answer is cut", async () => {
  const clients = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => {});
      socket.pause();
      socket.write(`GET /large HTTP/1.1\r\n${host}\r\n`);
      await once(socket, "connect");
      return socket;
    }),
  );
  const countOpen = () => new Promise<number>((done) => server.getConnections((_error, count) => done(count)));
  await expect.poll(countOpen).toBeGreaterThanOrEqual(clients.length);
  // The requests in between may keep a connection or two.
  await askWhile(expect.poll(countOpen).toBeLessThan(clients.length));
  await expect.poll(countOpen).toBeLessThanOrEqual(2);
  for (const socket of clients) socket.destroy();
});
