/** A chain that an administrator adds is measured, charted and coloured by the processes that run already. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aChain, type TestChain } from "../support/anvil";
import { aMember } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const environment: Record<string, string> = {};
let chain: TestChain;
let admin: Member;
beforeAll(async () => {
  chain = await aChain({ age: 200 });
  await chain.mine([2, 3, 5, 1, 4, 6, 2]);
  environment["RPC_LIGHTER_ZK"] = chain.node.url;
  environment["RPC_DARKER"] = chain.node.url;
});
const server = useWebServer(environment);
beforeAll(async () => {
  admin = await aMember({ role: "admin" });
});

const form = {
  name: "Lighter ZK",
  shortName: "Lighter",
  slug: "lighter-zk",
  layer: "L2",
  kind: "ZK rollup",
  description: "A chain of its own.",
  groups: "l2",
  chainId: "31337",
  gasToken: "LIT",
  colourLight: "#1D4CE9",
  colourDark: "#6592ff",
  asOf: "2026-11-01",
  sourceName: "Its documentation",
  sourceUrl: "https://lighter.example",
};
const add = (given: object) => server.fetch("/admin/chains/new", { as: admin, form: { ...form, ...given } });
type SeriesJson = { value: string | null; state: string };
const series = async (path: string) => (await (await server.fetch(path)).json()) as SeriesJson;
const sheetIn = (html: string) => page(html).first("link[href^='/chain-colours.css?v=']").href!;

test("the colours of a refused form are named with their fault, and nothing typed is lost", async () => {
  const refused = await add({ colourLight: "#ffee00" });
  const html = await refused.text();
  expect(refused.status).toBe(422);
  expect(html).toContain("#ffee00 has a contrast of 1.1:1 on the light page");
  expect(html).toContain('value="#ffee00"');
  expect(html).toContain('value="LIT"');
  expect(await db.chain.count({ where: { slug: "lighter-zk" } })).toBe(0);
});

test("a chain that was added is measured by its nodes, drawn and coloured without a restart", async () => {
  expect((await server.fetch("/metrics/lighter-zk/tps")).status).toBe(404);
  const before = sheetIn(await (await server.fetch("/metrics/tps")).text());
  expect((await add({})).status).toBe(303);

  await expect.poll(async () => (await series("/metrics/lighter-zk/tps.json")).value).not.toBeNull();
  const { tps } = await chain.tpsAt((await chain.head()).number);
  expect(Number((await series("/metrics/lighter-zk/tps.json")).value)).toBeCloseTo(tps, 6);

  const html = await (await server.fetch("/metrics/lighter-zk/tps")).text();
  expect(html).toContain("<title>Lighter: ");
  const sheet = sheetIn(html);
  expect(sheet).not.toBe("");
  expect(sheet).not.toBe(before);
  const colours = await server.fetch(sheet);
  expect(colours.headers.get("Content-Type")).toBe("text/css; charset=utf-8");
  expect(colours.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  const css = await colours.text();
  expect(css).toContain("--chain-lighter-zk: light-dark(#1d4ce9, #6592ff);");
  expect(css).toContain("--chain-base: light-dark(#1d4ce9, #6592ff);");
  expect((await server.fetch(before)).headers.get("Cache-Control")).toBe("public, max-age=60");

  const frame = await (await server.fetch("/embed/metric/lighter-zk/tps")).text();
  expect(sheetIn(frame)).toBe(sheet);
  const compared = await (await server.fetch("/metrics/base/tps?definition=tps.live@1")).text();
  expect(compared).toContain('value="lighter-zk"');
  expect(await (await server.fetch("/chains/lighter-zk")).text()).toContain("metric:lighter-zk/tps");
});

test("two points draw the line in the chain's colour, on the page and in pictures", async () => {
  await chain.mine([3, 1]);
  const drawn = async (path: string) => (await server.fetch(path)).text();
  await expect.poll(async () => drawn("/metrics/lighter-zk/tps")).toContain('stroke="var(--chain-lighter-zk)"');
  await expect.poll(async () => drawn("/embed/metric/lighter-zk/tps.svg?theme=dark")).toContain("#6592ff");
});

test("a chain without colours is grey with a dash of its own, until an administrator chooses them", async () => {
  const bare = { slug: "darker", shortName: "Darker", colourLight: "", colourDark: "", chainId: "" };
  expect((await add(bare)).status).toBe(303);
  const rows = await db.chain.findMany({ select: { slug: true, mark: true, dash: true } });
  const own = rows.find(({ slug }) => slug === "darker")!;
  expect(own.dash).not.toBeNull();
  expect(rows.filter(({ dash }) => dash === own.dash)).toHaveLength(1);
  await expect.poll(async () => (await series("/metrics/darker/tps.json")).value).not.toBeNull();
  expect(await (await server.fetch("/chain-colours.css")).text()).not.toContain("--chain-darker");

  const choose = (colourLight: string, colourDark: string) =>
    server.fetch("/admin/chains/darker/colours", { as: admin, form: { colourLight, colourDark } });
  expect((await choose("#8a2be2", "")).status).toBe(422);
  expect((await choose("#8a2be2", "#c9a0ff")).status).toBe(303);
  expect(await (await server.fetch("/chain-colours.css")).text()).toContain(
    "--chain-darker: light-dark(#8a2be2, #c9a0ff);",
  );
});

test("a change of the registry by another process is seen here", async () => {
  await db.chain.update({ where: { slug: "darker" }, data: { shortName: "Dusk" } });
  await expect.poll(async () => (await server.fetch("/metrics/darker/tps")).text()).toContain("<title>Dusk: ");
});
