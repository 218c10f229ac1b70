/** Readers that ask for large answers and take nothing of them, as a real server meets them. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** More than the buffers of a connection hold. */
const html = `<p>${"A sentence of a long post, again and again. ".repeat(45_000)}</p>\n`;

async function aLargeThread() {
  const thread = await aThread();
  const { id } = await aReply({ thread });
  await db.post.update({ where: { id }, data: { html } });
  return `/t/${thread.id}/${thread.slug}/2`;
}

/** Asks, and reads nothing of the answer. Says when the connection is closed. */
async function askAndStall(path: string, headers: string[]) {
  const socket = connect(server.port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => {});
  socket.pause();
  await once(socket, "connect");
  // Of four requests on a connection, the answers together are larger than what the system takes for a reader.
  const lines = ["", "", "", ""].map((_, index) => [
    `GET ${path}?stalled=${sockets.length}-${index} HTTP/1.1`,
    `Host: localhost:${server.port}`,
    ...headers,
    "",
    "",
  ]);
  socket.write(lines.flat().join("\r\n"));
  return socket;
}

async function figure(name: RegExp): Promise<number> {
  const figures = await (await server.fetch("/-/metrics")).text();
  return Number(new RegExp(`^counterproof_${name.source} (\\S+)$`, "m").exec(figures)?.[1]);
}

test("slow readers: whoever takes nothing of an answer holds no place behind the gate, and a bounded part of memory", async () => {
  const path = await aLargeThread();
  const cookie = await server.cookieOf(await aMember());
  for (let index = 0; index < 40; index++)
    await askAndStall(path, index % 2 ? [`Cookie: ${cookie}`] : [`X-Forwarded-For: 192.0.2.${index}`]);
  await expect.poll(() => figure(/gate_inside\{gate="pages"\}/), { timeout: 25_000, interval: 200 }).toBe(0);
  expect(await figure(/unsent_bytes\{what="answers"\}/)).toBeGreaterThan(0);
  expect(await figure(/unsent_bytes\{what="answers"\}/)).toBeLessThanOrEqual(32 * 1024 * 1024);
  for (const other of ["/modlog", "/claims", path]) expect((await server.fetch(other)).status).toBe(200);
});
