/** L2BEAT, growthepie, DefiLlama, Solana and Starknet, played by servers on this machine that answer in their shapes. */
import { beforeEach, describe, expect, test } from "vitest";
import type { OtherNode } from "~/features/chains/chains";
import { definitionIds, definitions, growthepieFileOf } from "~/features/metrics/metrics";
import { defillamaProvider } from "~/features/observations/providers/defillama.server";
import { growthepieProvider } from "~/features/observations/providers/growthepie.server";
import { l2beatProvider } from "~/features/observations/providers/l2beat.server";
import { solanaProvider } from "~/features/observations/providers/solana.server";
import { starknetProvider } from "~/features/observations/providers/starknet.server";
import { readLatest } from "~/features/series/read-latest.server";
import { readSeries } from "~/features/series/read-series.server";
import { db } from "~/platform/db.server";
import { fileChains as chains } from "../../support/chains";
import { useDatabase } from "../../support/database";
import { type Asked, localServer, sendJson } from "../../support/local-http";
import { begin, forgetMeasures, letMinutesPass, valueOf, visit } from "../../support/visits";

useDatabase();

const day = 86_400;
const today = Math.floor(Date.now() / 1_000 / day) * day;
const two = chains.filter(({ slug }) => ["base", "arbitrum"].includes(slug));
const withEthereum = chains.filter(({ slug }) => ["ethereum", "base", "arbitrum"].includes(slug));

beforeEach(forgetMeasures);

describe("L2BEAT", () => {
  /** A chart of so many days up to yesterday, and the running day, with its columns in another order than documented. */
  const chart = (count: number, uops: number, days = 10) => ({
    types: ["uopsCount", "timestamp", "count"],
    data: Array.from({ length: days + 1 }, (_, index) => [uops, today - index * day, count]),
  });
  const activity: Record<string, unknown> = {
    "/api/scaling/activity": chart(20_000_000, 30_000_000),
    "/api/scaling/activity/ethereum": chart(1_500_000, 2_000_000),
    "/api/scaling/activity/base": chart(12_096_000, 18_000_000),
    "/api/scaling/activity/arbitrum": chart(2_592_000, 3_000_000),
  };
  const answer = ({ path }: Asked, response: Parameters<typeof sendJson>[0]) => {
    if (activity[path]) return sendJson(response, { success: true, data: { chart: activity[path] } });
    if (path.startsWith("/api/scaling/tvs"))
      return sendJson(response, {
        success: true,
        data: {
          chart: {
            types: ["timestamp", "native", "canonical", "external", "ethPrice"],
            data: [[today, 4.1e9, 9.2e9, 3.1e9, 3000.1]],
          },
        },
      });
    sendJson(response, { success: false, error: "no such project" });
  };

  test("days become TPS, UOPS, transactions, shares and the scaling factor; the running day is left out", async () => {
    const server = await localServer(answer);
    const provider = await begin(l2beatProvider(server.url, withEthereum, 0));
    const state = await visit(provider, 4);
    expect(state.lastError).toBeNull();
    expect(await valueOf("base", "tps.daily@1")).toBe("140");
    expect(await valueOf("base", "uops.daily@1")).toBe("208.333333333");
    expect(await valueOf("base", "tx-per-day.l2beat@1")).toBe("12096000");
    expect(await valueOf("base", "share.daily@1")).toBe("0.6");
    expect(await valueOf("l2", "scaling-factor.daily@1")).toBe("16");
    const { series } = await readSeries({ subject: "base", metric: "tps", window: "30d" });
    expect(series.points).toHaveLength(10);
    expect(series.points.at(-1)).toEqual([new Date((today - day) * 1_000).toISOString(), "140"]);
    expect(series).toMatchObject({ state: "live", asOf: new Date(today * 1_000).toISOString() });
    expect(server.asked.map(({ query }) => query.get("range"))).toEqual(["1y", "1y", "1y", "1y"]);
  });

  test("value secured is the sum of its three parts, and TVS is not TVL", async () => {
    const provider = await begin(l2beatProvider((await localServer(answer)).url, withEthereum, 0));
    await visit(provider, 7);
    expect(await valueOf("base", "tvs.daily@1")).toBe("16400000000");
    const [tvl] = await readLatest([{ subject: "base", metric: "tvl" }]);
    expect(tvl).toMatchObject({ value: null, state: "down" });
  });

  test("an error in a good status, a changed shape and a missing column are failures, never zeros", async () => {
    for (const body of [
      { success: false, error: "no such project" },
      { success: true, data: { chart: { types: ["timestamp", "n"], data: [[today - day, 5]] } } },
      { success: true, data: {} },
      [],
    ]) {
      const provider = await begin(
        l2beatProvider((await localServer((_, response) => sendJson(response, body))).url, two, 0),
      );
      const state = await visit(provider);
      expect(state.lastError).toMatch(
        /answered with something else than it should|without a column “count”|refused: “no such project”/,
      );
      expect(await db.series.count()).toBe(0);
      await db.provider.deleteMany();
    }
  });
});

describe("growthepie", () => {
  const file = (values: unknown[], types = ["unix", "value"]) => ({
    details: {
      timeseries: {
        daily: {
          types,
          data: values.map((value, index) => [(today - (values.length - index) * day) * 1_000, ...[value].flat()]),
        },
      },
    },
  });

  test("files become days, each chain and metric in its turn, and a file that is unchanged is not read again", async () => {
    const server = await localServer(({ path, headers }, response) => {
      if (headers["if-none-match"] === '"one"') return void response.writeHead(304).end();
      response.setHeader("ETag", '"one"');
      sendJson(
        response,
        path.includes("txcosts")
          ? file(
              [
                [0.0004, 1.2],
                [0.0005, 1.5],
              ],
              ["unix", "eth", "usd"],
            )
          : file([9_000_000, 9_850_000.0]),
      );
    });
    const provider = await begin(growthepieProvider(server.url, two, 0));
    await visit(provider, 8);
    expect(server.asked.map(({ path }) => path)).toEqual([
      "/v1/metrics/chains/base/txcount.json",
      "/v1/metrics/chains/base/daa.json",
      "/v1/metrics/chains/base/throughput.json",
      "/v1/metrics/chains/base/txcosts.json",
      "/v1/metrics/chains/arbitrum/txcount.json",
      "/v1/metrics/chains/arbitrum/daa.json",
      "/v1/metrics/chains/arbitrum/throughput.json",
      "/v1/metrics/chains/arbitrum/txcosts.json",
    ]);
    expect(await valueOf("base", "active-addresses.daily@1")).toBe("9850000");
    expect(await valueOf("base", "median-fee.daily@1")).toBe("1.5");
    const state = await visit(provider);
    expect(state.lastError).toBeNull();
    expect(server.asked.at(-1)?.headers["if-none-match"]).toBe('"one"');
    const [view] = await readLatest([{ subject: "base", metric: "active-addresses" }]);
    expect(view!.provider).toMatchObject({ name: "growthepie", licence: "CC BY 4.0" });
  });

  test("a value five times the usual waits until another version of the file agrees; nonsense never enters", async () => {
    let values: unknown[] = [10, 11, 10, 12, 11];
    let version = 1;
    const server = await localServer((_, response) => sendJson(response, { ...file(values), version }));
    const [base] = two;
    const one = { ...base!, growthepie: { key: "base", lacks: ["daa", "throughput", "txcosts"] } };
    const provider = await begin(growthepieProvider(server.url, [one], 0));
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("11");

    await db.series.updateMany({ data: { lastAt: new Date((today - 2 * day) * 1_000), lastValue: 12 } });
    await db.rollup.deleteMany({ where: { at: new Date((today - day) * 1_000) } });
    values = [10, 11, 10, 12, 900];
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("12");
    expect(await db.quarantine.findMany({ select: { value: true, releasedAt: true } })).toEqual([
      { value: "900", releasedAt: null },
    ]);

    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("12");
    expect(await db.quarantine.count()).toBe(1);

    version = 2;
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("900");
    expect((await db.quarantine.findFirstOrThrow()).releasedAt).not.toBeNull();

    await db.quarantine.deleteMany();
    values = [-5, 1e308, "NaN", "1e9"];
    version = 3;
    await visit(provider);
    const held = await db.quarantine.findMany({ orderBy: { at: "asc" }, select: { value: true, reason: true } });
    expect(held).toEqual([
      { value: "-5", reason: "it is negative" },
      { value: "1e+308", reason: "it is no number" },
      { value: "NaN", reason: "it is no number" },
      { value: "1e9", reason: "it is no number" },
    ]);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("900");
  });

  test("of two rows for one day the later counts, and a busy server's file is asked for again after the next one", async () => {
    let times = 0;
    const server = await localServer((_, response) => {
      times += 1;
      if (times === 1) return sendJson(response, { error: "back soon" }, 503);
      sendJson(response, {
        details: {
          timeseries: {
            daily: {
              types: ["unix", "value"],
              data: [
                [(today - day) * 1_000, 7],
                [(today - day) * 1_000, 8],
                [(today - 3 * day) * 1_000, 6],
              ],
            },
          },
        },
      });
    });
    const provider = await begin(growthepieProvider(server.url, two, 0));
    const failed = await visit(provider);
    expect(failed).toMatchObject({
      fails: 1,
      lastError: expect.stringContaining("answered 503: “back soon”") as string,
    });
    expect(times).toBe(1);
    await visit(provider);
    await letMinutesPass(provider, 3);
    const state = await visit(provider);
    expect(state.lastError).toBeNull();
    expect(server.asked.map(({ path }) => path.split("/").at(-1))).toEqual([
      "txcount.json",
      "daa.json",
      "txcount.json",
    ]);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("8");
  });
});

test("two that count the same and differ by more than three in a hundred are disputed until they agree", async () => {
  let growthepieSays = 10_400;
  const base = chains.filter(({ slug }) => slug === "base");
  const days = [1, 2, 3, 4].map((ago) => today - ago * day);
  const l2beatServer = await localServer((_, response) =>
    sendJson(response, {
      success: true,
      data: { chart: { types: ["timestamp", "count", "uopsCount"], data: days.map((at) => [at, 10_000, 10_000]) } },
    }),
  );
  const growthepieServer = await localServer((_, response) =>
    sendJson(response, {
      details: {
        timeseries: {
          daily: { types: ["unix", "value"], data: days.map((at) => [at * 1_000, growthepieSays]) },
        },
      },
    }),
  );
  await visit(await begin(l2beatProvider(l2beatServer.url, base, 0)), 3);
  const other = await begin(growthepieProvider(growthepieServer.url, base, 0));
  const rounds = definitionIds.filter((id) => growthepieFileOf(definitions[id])).length;
  await visit(other, rounds);
  const look = async () => {
    const { series, others } = await readSeries({ subject: "base", metric: "tx-per-day", window: "30d" });
    return [series, ...others].map(({ definition, state, dispute }) => ({ definition, state, dispute }));
  };
  const both = await look();
  expect(both.map(({ definition, state }) => [definition, state])).toEqual([
    ["tx-per-day.l2beat@1", "disputed"],
    ["tx-per-day.growthepie@1", "disputed"],
  ]);
  expect(both[0]!.dispute).toMatch(/^Transactions a day, growthepie: 3\.8 % apart/);
  expect((await readLatest([{ subject: "base", metric: "uops" }]))[0]!.state).toBe("live");

  growthepieSays = 10_200;
  await visit(other, rounds);
  expect((await look()).map(({ state, dispute }) => ({ state, dispute }))).toEqual([
    { state: "live", dispute: null },
    { state: "live", dispute: null },
  ]);
});

test("DefiLlama's days become TVL; a missing chain is a failure that keeps nobody else from being read", async () => {
  const server = await localServer(({ path }, response) =>
    path.endsWith("/Arbitrum")
      ? sendJson(response, [
          { date: today - day, tvl: 2.5e9 },
          { date: today, tvl: 2.4e9 },
          { date: today + 500, tvl: 1 },
        ])
      : sendJson(response, { message: "not found" }, 404),
  );
  const provider = await begin(defillamaProvider(server.url, two, 0));
  const failed = await visit(provider);
  expect(failed).toMatchObject({ fails: 1, lastError: expect.stringContaining("answered 404") as string });
  const state = await visit(provider);
  expect(state).toMatchObject({ fails: 0, lastError: null });
  expect(await valueOf("arbitrum", "tvl.daily@1")).toBe("2400000000");
  expect(server.asked).toHaveLength(2);
});

test("Solana is counted without votes, and a sample that was seen already is no news", async () => {
  let slot = 400_000_150;
  const server = await localServer((_, response) =>
    sendJson(response, {
      jsonrpc: "2.0",
      id: 1,
      result: [
        { slot: slot - 150, numSlots: 150, samplePeriodSecs: 60, numTransactions: 1, numNonVoteTransactions: 1 },
        { slot, numSlots: 150, samplePeriodSecs: 60, numTransactions: 250_000, numNonVoteTransactions: 66_000 },
      ],
    }),
  );
  const chain = chains.find(({ slug }) => slug === "solana")!;
  const provider = await begin(solanaProvider(chain, { ...(chain.rpc as OtherNode), urls: [server.url] }));
  await visit(provider);
  expect(await valueOf("solana", "tps.non-vote@1")).toBe("1100");
  const count = await db.observation.count();
  await visit(provider);
  expect(await db.observation.count()).toBe(count);
  slot += 150;
  await db.observation.updateMany({ data: { at: new Date(Date.now() - 60_000) } });
  await visit(provider);
  expect(await db.observation.count()).toBe(count + 1);
});

test("Starknet is counted from accepted blocks, the one in the making left out", async () => {
  const head = 3_000_000;
  const now = Math.floor(Date.now() / 1_000);
  const server = await localServer(({ body }, response) => {
    type Call = { id: number; method: string; params: { block_id: { block_number: number } } };
    const reply = ({ id, method, params }: Call) => {
      if (method === "starknet_blockNumber") return { jsonrpc: "2.0", id, result: `0x${head.toString(16)}` };
      const number = params.block_id.block_number;
      if (number === head)
        return { jsonrpc: "2.0", id, result: { status: "PRE_CONFIRMED", block_number: number, transactions: [] } };
      return {
        jsonrpc: "2.0",
        id,
        result: {
          status: "ACCEPTED_ON_L2",
          block_number: number,
          block_hash: `0x${number.toString(16)}`,
          parent_hash: `0x${(number - 1).toString(16)}`,
          timestamp: now - (head - number) * 10,
          transactions: ["0x1", "0x2", "0x3"],
        },
      };
    };
    const calls = JSON.parse(body) as Call | Call[];
    sendJson(response, Array.isArray(calls) ? calls.map(reply) : reply(calls));
  });
  const chain = chains.find(({ slug }) => slug === "starknet")!;
  const provider = await begin(starknetProvider(chain, { ...(chain.rpc as OtherNode), urls: [server.url] }));
  const state = await visit(provider);
  expect(state.lastError).toBeNull();
  expect(await valueOf("starknet", "tps.live@1")).toBe("0.3");
  expect(await valueOf("starknet", "block-time.live@1")).toBe("10");
});
