/** The pages of what is measured, on a real chain: their numbers are the chain's. */
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { aChain, type TestChain } from "../support/anvil";
import { aMember } from "../support/factories";
import { useWebServer } from "../support/web-server";
import { shownUnit } from "~/features/metrics/shown-unit";
import { quantityParts } from "~/ui/quantity";

const environment: Record<string, string> = { DEVNET: "on" };
let chain: TestChain;
beforeAll(async () => {
  chain = await aChain({ age: 900 });
  await chain.mine([2, 3, 5, 1, 4, 6, 2]);
  environment["RPC_DEVNET"] = chain.node.url;
});
const server = useWebServer(environment);

const page = async (path: string) => (await server.fetch(path)).text();
type SeriesJson = {
  value: string | null;
  state: string;
  asOf: string | null;
  points: [string, string][];
  [name: string]: unknown;
};
const json = async (path: string) => (await (await server.fetch(path)).json()) as SeriesJson;

/** Waits until the server has seen the chain's newest block; answers with its series. */
async function untilSeen(metric: string) {
  const head = await chain.head();
  const at = new Date(Number(head.timestamp) * 1_000).toISOString();
  await expect.poll(async () => (await json(`/metrics/devnet/${metric}.json`)).asOf).toBe(at);
  return { head, series: await json(`/metrics/devnet/${metric}.json`) };
}

test("the page's TPS is the one that the chain's blocks add up to", async () => {
  const { head, series } = await untilSeen("tps");
  const { tps } = await chain.tpsAt(head.number);
  expect(Number(series.value)).toBeCloseTo(tps, 6);
  const html = await page("/metrics/devnet/tps");
  const shown = quantityParts(series.value, shownUnit("tps.live@1", null)).text;
  expect(html).toMatch(new RegExp(`data-live-value[^>]*>${shown.replace(".", "\\.")}<`));
  expect(html).toContain(String(head.hash));
  expect(html).not.toMatch(/NaN|undefined|<[^>]*\sstyle=/);
});

test("data has the documented shape, and values are decimal strings", async () => {
  const { series } = await untilSeen("base-fee");
  const head = await chain.head();
  expect(Object.keys(series)).toEqual(
    expect.arrayContaining([
      "chain",
      "metric",
      "unit",
      "definitionVersion",
      "provider",
      "state",
      "asOf",
      "value",
      "points",
    ]),
  );
  expect(series).toMatchObject({
    chain: "devnet",
    metric: "base-fee",
    unit: "wei",
    definitionVersion: "base-fee.block@1",
    provider: "rpc-devnet",
    value: head.baseFeePerGas?.toString(),
  });
  expect(series.points.at(-1)).toEqual([series.asOf, series.value]);
  const answer = await server.fetch("/metrics/devnet/base-fee.csv");
  expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  const lines = (await answer.text()).trimEnd().split("\r\n");
  expect(lines[1]).toBe("at,value");
  expect(lines.at(-1)).toBe(`${series.asOf},${series.value}`);
});

test("a metric's page defines it, lists the chains that have it and why others have not", async () => {
  const html = await page("/metrics/blobs");
  expect(html).toContain("blobGasUsed of the header ÷ 131,072");
  expect(html).toContain("Blobs are Ethereum&#x27;s: a chain on top of it has none of its own.");
  expect(html).toContain("/metrics/devnet/blobs");
  expect(await page("/metrics")).toContain("Never mixed with TPS");
});

test("recorded values are there without any provider, dated and never live", async () => {
  expect(await json("/metrics/base/tps.json")).toMatchObject({
    definitionVersion: "tps.daily@1",
    provider: "archive",
    state: "archive",
    value: "96.323148148",
    asOf: "2026-04-09T00:00:00.000Z",
  });
  const html = (await page("/metrics/base/tx-per-day?window=max")).replaceAll("<!-- -->", "");
  expect(html).toContain("recorded, to 8 Apr 2026");
  expect(html).toContain("30 Jun 2025 to 8 Apr 2026, 283 days");
  expect(html).toContain("Open Source Observer");
  expect(html).not.toMatch(/data-state="live"|data-live="/);
});

test("numbers that are unknown yet, not measured, or missing are described in words", async () => {
  expect(await page("/metrics/base/uops")).toContain("L2BEAT is switched off on this site");
  expect((await json("/metrics/base/uops.json")).value).toBeNull();
  expect(await page("/metrics/base/blobs")).toContain("a chain on top of it has none of its own");
  expect(await page("/metrics/devnet/tps?with=base")).toContain("There is no value of Base yet.");
  expect(await page("/metrics/devnet/tps?with=solana")).toContain("Solana");
  for (const [path, status] of [
    ["/metrics/base/nothing", 404],
    ["/metrics/nowhere/tps", 404],
    ["/metrics/nothing", 404],
    ["/metrics/nowhere/tps.json", 404],
    ["/metrics/base/tps?window=2d", 400],
    ["/metrics/base/tps?scale=cubic", 400],
    ["/metrics/base/tps.csv?window=2d", 400],
    ["/metrics/base/tps?unknown=1", 200],
  ] as const)
    expect([path, (await server.fetch(path)).status]).toEqual([path, status]);
});

test("windows, scales and a second chain are addresses", async () => {
  await untilSeen("tps");
  for (const window of ["24h", "7d", "30d", "90d", "1y", "max"]) {
    const html = await page(`/metrics/devnet/tps?window=${window}&scale=log`);
    expect(html).toContain("<svg");
    expect(html).not.toMatch(/NaN|<[^>]*\sstyle=/);
  }
});

describe("live", () => {
  const read = async (topics: string, until: (text: string) => boolean) => {
    const stop = new AbortController();
    const answer = await fetch(`${server.origin}/live?topics=${topics}`, { signal: stop.signal });
    let text = "";
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    while (!until(text)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended after ${text}`);
      text += value;
    }
    stop.abort();
    return { text, answer };
  };

  test("a block's effect reaches every reader, and the process listens on one connection", async () => {
    await untilSeen("tps");
    const number = (await chain.head()).number + 1n;
    const readers = Array.from({ length: 40 }, () =>
      read("metric:devnet/tps,metric:devnet/blobs", (text) =>
        new RegExp(`"metric":"tps".*"block":${number}\\b`).test(text),
      ),
    );
    const listening = () =>
      db.$queryRaw<
        { n: bigint }[]
      >`select count(*) as n from pg_stat_activity where datname = current_database() and application_name = 'counterproof-live'`;
    await expect.poll(async () => Number((await listening())[0]!.n)).toBe(1);
    await chain.mine([7]);
    for (const { text, answer } of await Promise.all(readers)) {
      expect(answer.headers.get("Content-Type")).toBe("text/event-stream; charset=utf-8");
      const points = [...text.matchAll(/event: point\ndata: (.*)\n/g)].map(
        ([, data]) => JSON.parse(data!) as { metric: string; block: number; value: string },
      );
      const tps = points.find((point) => point.block === Number(number) && point.metric === "tps");
      expect(Number(tps?.value)).toBeCloseTo((await chain.tpsAt(number)).tps, 6);
    }
    expect(Number((await listening())[0]!.n)).toBe(1);
  });

  test("topics that are none are refused, and nothing is written there", async () => {
    for (const topics of [
      "",
      "everything",
      "metric:base/nothing",
      "metric:nowhere/tps",
      "thread:0",
      "metric:devnet/tps,x",
    ])
      expect([topics, (await fetch(`${server.origin}/live?topics=${topics}`)).status]).toEqual([topics, 400]);
    const many = Array.from({ length: 33 }, (_, index) => `thread:${index + 1}`).join(",");
    expect((await fetch(`${server.origin}/live?topics=${many}`)).status).toBe(400);
    expect((await server.fetch("/live?topics=thread:1", { form: { any: "thing" } })).status).toBe(405);
  });
});

test("an administrator sees each provider's health and may send for it at once", async () => {
  const admin = await aMember({ role: "admin" });
  await untilSeen("tps");
  const html = await (await server.fetch("/admin/providers", { as: admin })).text();
  expect(html).toContain("Devnet nodes");
  expect(html).toContain(new URL(chain.node.url).host);
  await db.providerState.update({
    where: { providerKey: "registry" },
    data: { nextAt: new Date("2030-01-01"), breakerUntil: new Date("2030-01-01"), fails: 7 },
  });
  const before = await db.fetchRun.count({ where: { providerKey: "registry" } });
  expect((await server.fetch("/admin/providers", { as: admin, form: { provider: "registry" } })).status).toBe(303);
  await expect.poll(() => db.fetchRun.count({ where: { providerKey: "registry" } })).toBe(before + 1);
});

test("groups are counted from the registry", async () => {
  await expect.poll(async () => (await json("/metrics/op-stack/chain-count.json")).value).toBe("12");
});
