/** Administrators type the addresses of a chain's nodes; nobody else sees them. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let admin: Member;
let member: Member;
beforeAll(async () => {
  admin = await aMember({ role: "admin" });
  member = await aMember();
});

const key = "k3y-nobody-sees";
const first = `https://rpc.lighter.example.org/v3/${key}`;
const chain = {
  name: "Lighter ZK",
  shortName: "Lighter",
  slug: "lighter-zk",
  layer: "L2",
  kind: "ZK rollup",
  description: "A chain of its own.",
  asOf: "2026-11-01",
  sourceName: "Its documentation",
  sourceUrl: "https://lighter.example",
};
const stored = async (slug: string) =>
  (await db.chainNode.findMany({ where: { chainSlug: slug }, orderBy: { position: "asc" } })).map(({ url }) => url);

describe("the form for a new chain", () => {
  test.each([
    ["http://rpc.example.org", "begins with https://"],
    ["https://10.0.0.1/", "not a public one"],
    ["https://[::1]/", "not a public one"],
    ["https://2130706433/", "not a public one"],
    ["https://localhost/", "not a public one"],
    ["https://node.internal/", "not a public one"],
    ["https://user:pass@rpc.example.org/", "no name or password"],
    ["https://rpc.example.org:8545/", "no port but 443"],
    ["https://rpc.example.org/#often", "how many calls a minute"],
    ["https://rpc.example.org\nhttps://rpc.example.org/", "stands there twice"],
    [Array.from({ length: 9 }, (_, index) => `https://n${index}.example.org`).join("\n"), "at most 8 addresses"],
  ])("refuses %j in words and keeps the typed text", async (nodes, words) => {
    const refused = await server.fetch("/admin/chains/new", { as: admin, form: { ...chain, nodes } });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html.replaceAll("&#x27;", "'")).toContain(words);
    expect(html).toContain(nodes.split("\n")[0]!);
    expect(html).toContain('value="Lighter ZK"');
    expect(await db.chain.count({ where: { slug: chain.slug } })).toBe(0);
  });

  test("stores the addresses beside the chain, whose page gives the number of its nodes and never their addresses", async () => {
    const added = await server.fetch("/admin/chains/new", { as: admin, form: { ...chain, nodes: `\r\n${first}\r\n` } });
    expect(added.status).toBe(303);
    expect(await stored(chain.slug)).toEqual([first]);
    for (const as of [null, member])
      for (const path of ["/chains/lighter-zk", "/chains/lighter-zk/history", "/metrics/lighter-zk/tps", "/chains"]) {
        const html = await (await server.fetch(path, { as })).text();
        expect(html).not.toContain(key);
      }
    expect(await (await server.fetch("/chains/lighter-zk")).text()).toContain(">1 node<");
    expect(server.output).not.toContain(key);
  });
});

describe("the form for a chain's nodes", () => {
  const path = "/admin/chains/lighter-zk/nodes";
  test("shows them to administrators only", async () => {
    expect(await (await server.fetch(path, { as: admin })).text()).toContain(first);
    for (const as of [null, member]) {
      const refused = await server.fetch(path, { as });
      expect(refused.status).not.toBe(200);
      expect(await refused.text()).not.toContain(key);
      expect((await server.fetch(path, { as, form: { nodes: "" } })).status).not.toBe(303 * Number(as !== null));
    }
    expect(await stored("lighter-zk")).toEqual([first]);
  });

  test("replaces them, and without any the page says so", async () => {
    const nodes = "https://one.example.org#300\nhttps://two.example.org";
    expect((await server.fetch(path, { as: admin, form: { nodes } })).status).toBe(303);
    expect(await stored("lighter-zk")).toEqual(nodes.split("\n"));
    await expect.poll(async () => (await server.fetch("/chains/lighter-zk")).text()).not.toContain(">1 node<");
    expect((await server.fetch(path, { as: admin, form: { nodes: "https://10.0.0.1" } })).status).toBe(422);
    expect((await server.fetch(path, { as: admin, form: { nodes: "" } })).status).toBe(303);
    await expect.poll(async () => (await server.fetch("/chains/lighter-zk")).text()).toContain(">no node<");
    expect((await server.fetch("/admin/chains/no-such/nodes", { as: admin })).status).toBe(404);
  });
});

test("an administrator's correction of the public nodes takes public addresses only", async () => {
  const correction = { ...chain, value: "https://192.168.0.4", instead: "0" };
  const refused = await server.fetch("/admin/chains/lighter-zk/node", { as: admin, form: correction });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("not a public one");
});
