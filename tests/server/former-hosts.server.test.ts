/** Old addresses of a forum that was taken over, asked for at its own host. */
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTagTable } from "~/features/imports/imports";
import { discourseOverHttp, importForum } from "~/features/imports/imports.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { leadFromFormerHosts } from "~/server/former-hosts.server";
import { discourse } from "../support/discourse";
import { useDatabase } from "../support/database";

process.env["FORMER_HOSTS"] = "old.example,www.old.example";
process.env["PUBLIC_URL"] = "https://forum.example";
useDatabase();

const app = express();
app.use(leadFromFormerHosts);
app.use((_request, response) => void response.status(200).send("ours"));
const server = app.listen(0, "127.0.0.1");
afterAll(() => server.close());

const ask = (path: string, { host = "old.example", method = "GET" } = {}) =>
  new Promise<{ status: number; location: string | undefined }>((done, fail) => {
    const { port } = server.address() as AddressInfo;
    request({ port, host: "127.0.0.1", path, method, headers: { Host: host } }, (answer) => {
      answer.resume();
      done({ status: answer.statusCode ?? 0, location: answer.headers.location });
    })
      .on("error", fail)
      .end();
  });

let thread = { id: 0, slug: "" };

beforeAll(async () => {
  await warmLanes();
  const { url } = await discourse([
    {
      id: 12,
      title: "The topic that moved here",
      posts: [
        { id: 31, number: 1, username: "ada.l", raw: "One." },
        { id: 32, number: 3, username: "ada.l", raw: "Three." },
      ],
    },
  ]);
  await importForum({
    there: { ...discourseOverHttp({ address: url, pause: 0, tell: () => {} }), address: "https://old.example" },
    tags: readTagTable("kind,from,to\ncategory,layer-2,fees\ntag,zk,privacy\n"),
    owners: new Map(),
    formerHosts: ["old.example"],
    ownOrigin: "https://forum.example",
  });
  thread = await db.thread.findFirstOrThrow({ select: { id: true, slug: true } });
});

test("lead to what they became, with 301", async () => {
  const third = await db.post.findFirstOrThrow({ where: { number: 3 }, select: { id: true } });
  const at = (path: string) => ({ status: 301, location: `https://forum.example${path}` });
  const here = `/t/${thread.id}/${thread.slug}`;
  expect(await ask("/t/any-slug/12")).toEqual(at(here));
  expect(await ask("/t/12?u=ada")).toEqual(at(here));
  expect(await ask("/t/any-slug/12/3", { method: "HEAD" })).toEqual(at(`${here}/3#p-${third.id}`));
  expect(await ask("/p/32", { host: "www.old.example" })).toEqual(at(`${here}/3#p-${third.id}`));
  // A number that nobody may read leads to its topic.
  expect(await ask("/t/any-slug/12/2")).toEqual(at(here));
  expect(await ask("/u/Ada.L/summary")).toEqual(at("/u/ada-l"));
  expect(await ask("/c/layer-2/3")).toEqual(at("/tags/fees"));
  expect(await ask("/tag/zk")).toEqual(at("/tags/privacy"));
  expect(await ask("/")).toEqual(at("/"));
});

test("what was not taken over is not here, and nothing is written by an old address", async () => {
  for (const path of ["/t/gone/99", "/u/nobody", "/c/other/9", "/admin"]) expect((await ask(path)).status).toBe(404);
  expect((await ask("/t/any-slug/12", { method: "POST" })).status).toBe(405);
});

test("at our own host the same paths are our own", async () => {
  expect(await ask("/t/any-slug/12", { host: "forum.example" })).toEqual({ status: 200, location: undefined });
  expect((await ask("/t/12", { host: "old.example:8080" })).status).toBe(200);
});

test("a thread that was hidden here is not led to", async () => {
  await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
  expect((await ask("/t/any-slug/12")).status).toBe(404);
  await db.thread.update({ where: { id: thread.id }, data: { status: "visible" } });
});
