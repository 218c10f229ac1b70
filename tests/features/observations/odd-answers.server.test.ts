/** What real providers were seen to send, recorded shapes and odd ones, sent by servers on this machine. */
import { beforeEach, describe, expect, test } from "vitest";
import type { EvmNode, OtherNode } from "~/features/chains/chains";
import { fileChains as chains } from "../../support/chains";
import { defillamaProvider } from "~/features/observations/providers/defillama.server";
import { evmProvider } from "~/features/observations/providers/evm.server";
import { growthepieProvider } from "~/features/observations/providers/growthepie.server";
import { l2beatProvider } from "~/features/observations/providers/l2beat.server";
import type { MetricProvider, VisitFault } from "~/features/observations/providers/provider";
import { starknetProvider } from "~/features/observations/providers/starknet.server";
import { db } from "~/platform/db.server";
import recorded from "../../fixtures/providers/recorded-answers.json";
import { useDatabase } from "../../support/database";
import { type Asked, localServer, sendJson } from "../../support/local-http";
import { begin, daysOf, forgetMeasures, letMinutesPass, valueOf, visit } from "../../support/visits";

useDatabase();
beforeEach(forgetMeasures);

const day = 86_400;
const today = Math.floor(Date.now() / 1_000 / day) * day;
const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();
const base = chains.filter(({ slug }) => slug === "base");
const baseAndL1 = chains.filter(({ slug }) => slug === "base" || slug === "ethereum");
const onlyTxcount = base.map((one) => ({
  ...one,
  growthepie: { key: "base", lacks: ["daa", "throughput", "txcosts"] },
}));

const lastRun = (providerKey: string) =>
  db.fetchRun.findFirstOrThrow({ where: { providerKey }, orderBy: { id: "desc" } });

describe("L2BEAT's charts", () => {
  const activity = {
    types: ["timestamp", "count", "uopsCount"],
    data: Array.from({ length: 10 }, (_, index) => [today - (index + 1) * day, 8_640_000, 17_280_000]),
  };
  const wrapped = (chart: object) => ({ success: true, data: { chart } });
  const chartOfTvs = (rows: (number | null)[][]) =>
    wrapped({ types: recorded.l2beat_summary_chart_30d_six_hourly.types, data: rows });
  const serve = (tvs: (asked: Asked) => unknown) =>
    localServer((asked, response) =>
      sendJson(response, asked.path.startsWith("/api/scaling/tvs") ? tvs(asked) : wrapped(activity)),
    );
  const parts = [10_621_652_136.72, 17_672_091_668.75, 17_791_184_056.45, 3_181.98];

  test("the recorded six-hourly chart keeps its one moment of midnight", async () => {
    const { data } = recorded.l2beat_summary_chart_30d_six_hourly;
    const midnight = data.findIndex(([at]) => at! % day === 0);
    const shift = today - data[midnight]![0]!;
    const server = await serve(() => chartOfTvs(data.map(([at, ...cells]) => [at! + shift - day, ...cells])));
    const state = await visit(await begin(l2beatProvider(server.url, base, 0)), 5);
    expect(state).toMatchObject({ fails: 0, lastError: null });
    const [, native, canonical, external] = data[midnight]!;
    const sum = (native! + canonical! + external!).toFixed(2);
    expect(await daysOf("l2", "tvs.daily@1")).toEqual([[iso(today - day), sum]]);
    expect(await daysOf("base", "tvs.daily@1")).toEqual([[iso(today - day), sum]]);
  });

  test("a chart of a year with a last point at the newest full hour is stored by day, and the next files are asked for", async () => {
    const rows = [today - day, today, today + 3_600].map((at) => [at, ...parts]);
    const server = await serve(() => chartOfTvs(rows));
    const provider = await begin(l2beatProvider(server.url, baseAndL1, 0));
    const state = await visit(provider, 5);
    expect(state).toMatchObject({ fails: 0, lastError: null, leaseOwner: null });
    expect((await daysOf("base", "tvs.daily@1")).map(([at]) => at)).toEqual([iso(today - day), iso(today)]);
    expect(server.asked.map(({ path }) => path)).toEqual([
      "/api/scaling/activity",
      "/api/scaling/activity/ethereum",
      "/api/scaling/activity/base",
      "/api/scaling/tvs",
      "/api/scaling/tvs/base",
    ]);
  });

  test("an error in a good status is kept in L2BEAT's words, null rows are left out, rows of nothing are a failure", async () => {
    for (const [answer, words] of [
      [{ success: false, error: "Project not found." }, "refused: “Project not found.”"],
      [wrapped({ types: ["timestamp", "count"], data: [[today - day, null]] }), "no value of a finished day"],
      [wrapped({ types: ["timestamp", "count"], data: [["2026-11-25", 5]] }), "“2026-11-25”"],
      [wrapped({ types: ["timestamp", "count"], data: [[today - day, "many"]] }), "no number: “many”"],
      [wrapped({ types: ["unix", "count"], data: [[today - day, 5]] }), "without a column “timestamp”"],
    ] as const) {
      await forgetMeasures();
      const server = await localServer((_, response) => sendJson(response, answer));
      const state = await visit(await begin(l2beatProvider(server.url, base, 0)));
      expect(state).toMatchObject({ fails: 1, leaseOwner: null });
      expect(state.lastError).toContain(words);
    }
  });

  test("a memory in a shape of another release doesn't stop the visits", async () => {
    const server = await serve(() => chartOfTvs([[today, ...parts]]));
    const provider = await begin(l2beatProvider(server.url, base, 0));
    const memory = { next: 1, seen: { "/api/scaling/activity": true }, all: [{ at: today, uops: 5 }] };
    await db.providerState.update({ where: { providerKey: provider.key }, data: { memory } });
    expect(await visit(provider, 2)).toMatchObject({ fails: 0, lastError: null });
    expect(await valueOf("base", "tps.daily@1")).toBe("100");
  });

  test("when the file of all activity fails once, it comes again within minutes and the shares after it", async () => {
    let isDown = true;
    const server = await localServer(({ path }, response) => {
      if (path === "/api/scaling/activity" && isDown) {
        response.writeHead(429, { "Content-Type": "text/html" });
        return void response.end("<html><head><title>Too many requests</title></head></html>");
      }
      sendJson(response, path.startsWith("/api/scaling/tvs") ? chartOfTvs([[today, ...parts]]) : wrapped(activity));
    });
    const provider = await begin(l2beatProvider(server.url, baseAndL1, 0));
    const failed = await visit(provider);
    expect(failed.lastError).toContain("answered 429: “Too many requests”");
    await visit(provider, 4);
    expect(await valueOf("base", "tps.daily@1")).toBe("100");
    expect(await valueOf("base", "share.daily@1")).toBeNull();
    isDown = false;
    const { nextAt } = await visit(provider, 0);
    expect(nextAt.getTime() - Date.now()).toBeLessThan(10 * 60_000);
    await letMinutesPass(provider, 3);
    await visit(provider, 3);
    expect(server.asked.slice(-3).map(({ path }) => path)).toEqual([
      "/api/scaling/activity",
      "/api/scaling/activity/ethereum",
      "/api/scaling/activity/base",
    ]);
    expect(await valueOf("base", "share.daily@1")).toBe("1");
    expect(await valueOf("l2", "scaling-factor.daily@1")).toBe("2");
  });
});

describe("growthepie's files", () => {
  const file = (rows: unknown[][], types = ["unix", "value"]) => ({
    details: { timeseries: { daily: { types, data: rows } } },
  });
  const daysBack = (values: number[]) =>
    values.map((value, index) => [(today - (values.length - index) * day) * 1_000, value]);

  test("two rows of one UTC day are one day, that of 00:00", async () => {
    const rows = [
      [(today - 2 * day) * 1_000, 7_000],
      [(today - 2 * day + 6 * 3_600) * 1_000, 7_100],
      [(today - day) * 1_000, 7_200],
    ];
    const server = await localServer((_, response) => sendJson(response, file(rows)));
    const state = await visit(await begin(growthepieProvider(server.url, onlyTxcount, 0)));
    expect(state).toMatchObject({ fails: 0, lastError: null });
    expect(await daysOf("base", "tx-per-day.growthepie@1")).toEqual([
      [iso(today - 2 * day), "7000"],
      [iso(today - day), "7200"],
    ]);
  });

  test("the recorded heads are read by their columns' names", async () => {
    const { txcosts_base, txcount_base } = recorded.growthepie_2026_09_23;
    const server = await localServer(({ path }, response) =>
      sendJson(
        response,
        path.endsWith("txcosts.json") ? file(txcosts_base.first, txcosts_base.types) : file(txcount_base.first),
      ),
    );
    await visit(await begin(growthepieProvider(server.url, base, 0)), 4);
    expect(await daysOf("base", "median-fee.daily@1")).toEqual([
      ["2023-07-30T00:00:00.000Z", "0.3625782194898156"],
      ["2023-07-31T00:00:00.000Z", "0.24098697193610927"],
    ]);
    expect((await daysOf("base", "tx-per-day.growthepie@1")).map(([, value]) => value)).toEqual(["9", "1", "4", "3"]);
  });

  test("the recorded values of 22 September 2026 are stored to eighteen decimals", async () => {
    const { txcosts_base, txcount_base, daa_base_2026_09_22 } = recorded.growthepie_2026_09_23;
    const at = Date.parse("2026-09-22");
    const { usd, eth } = txcosts_base["2026-09-22"];
    const server = await localServer(({ path }, response) => {
      const value = path.endsWith("daa.json") ? daa_base_2026_09_22 : txcount_base["2026-09-22"];
      sendJson(
        response,
        path.endsWith("txcosts.json") ? file([[at, usd, eth]], txcosts_base.types) : file([[at, value]]),
      );
    });
    await visit(await begin(growthepieProvider(server.url, base, 0)), 4);
    const day = "2026-09-22T00:00:00.000Z";
    expect(await daysOf("base", "median-fee.daily@1")).toEqual([[day, "0.001202324301529033"]]);
    expect(await daysOf("base", "tx-per-day.growthepie@1")).toEqual([[day, "9496434"]]);
    expect(await daysOf("base", "active-addresses.daily@1")).toEqual([[day, "340961"]]);
  });

  test("a table without its columns and rows without a readable time are failures in words, not empty successes", async () => {
    for (const [answer, words] of [
      [file([["2026-11-25", 5]]), "1 of 1 rows with a time that is no number, such as “2026-11-25”"],
      [file([[String((today - day) * 1_000), 5]]), "a time that is no number"],
      [file([[today, 5]], ["timestamp", "value"]), "without a column “unix”"],
      [file([[today, 5]], ["unix", "count"]), "without a column “value”"],
      [file([]), "no value of a finished day"],
      [recorded.errors["growthepie fundamentals_full.json"], "a page instead of JSON: “Access Denied”"],
    ] as const) {
      await forgetMeasures();
      const server = await localServer((_, response) => sendJson(response, answer));
      const state = await visit(await begin(growthepieProvider(server.url, onlyTxcount, 0)));
      expect(state.lastError).toContain(words);
      expect(state.fails).toBe(1);
      expect(await lastRun("growthepie")).toMatchObject({ isOk: false, observations: 0 });
    }
  });

  test("a file that is unchanged says so and is no failure", async () => {
    const server = await localServer(({ headers }, response) => {
      if (headers["if-none-match"]) return void response.writeHead(304).end();
      response.setHeader("ETag", '"one"');
      sendJson(response, file(daysBack([5, 6, 7])));
    });
    const provider = await begin(growthepieProvider(server.url, onlyTxcount, 0));
    expect((await visit(provider, 2)).lastError).toBeNull();
    expect(await lastRun("growthepie")).toMatchObject({
      isOk: true,
      note: expect.stringContaining("is unchanged") as string,
    });
  });

  test("a zero that fills yesterday is never believed from the same provider, however often it writes the file", async () => {
    let version = 1;
    const server = await localServer((_, response) => {
      response.setHeader("ETag", `"${version}"`);
      sendJson(response, file(daysBack([...Array.from({ length: 40 }, () => 12_000), 0])));
    });
    const provider = await begin(growthepieProvider(server.url, onlyTxcount, 0));
    for (version of [1, 2, 3]) {
      await db.providerState.updateMany({ data: { memory: {} } });
      await visit(provider);
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("12000");
    }
    expect((await daysOf("base", "tx-per-day.growthepie@1")).at(-1)![0]).toBe(iso(today - 2 * day));
    expect(await db.quarantine.count({ where: { releasedAt: null } })).toBe(3);
  });

  test("a revision passes the same test as a new day, and another provider confirms it at once", async () => {
    let values = Array.from({ length: 20 }, () => 45_800);
    let salt = 0;
    const server = await localServer((_, response) =>
      sendJson(response, { ...file(daysBack(values)), salt: (salt += 1) }),
    );
    const provider = await begin(growthepieProvider(server.url, onlyTxcount, 0));
    await visit(provider);
    values = [...values.slice(0, -1), 3_000];
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("45800");
    expect(await db.quarantine.findMany({ select: { value: true, at: true } })).toEqual([
      { value: "3000", at: new Date((today - day) * 1_000) },
    ]);

    await db.quarantine.deleteMany();
    const l2beat = await localServer((_, response) =>
      sendJson(response, {
        success: true,
        data: { chart: { types: ["timestamp", "count"], data: [[today - day, 3_100]] } },
      }),
    );
    await visit(await begin(l2beatProvider(l2beat.url, base, 0)), 3);
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("3000");

    // Back to the usual needs nobody's word.
    values = values.map(() => 45_000);
    await visit(provider);
    expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("45000");
  });

  describe("a value that is held", () => {
    let values: number[];
    let held: MetricProvider;
    let salt = 0;
    const yesterday = iso(today - day);
    /** What L2BEAT says of the newest days, the last of them yesterday. */
    const l2beatSays = (...counts: number[]) =>
      localServer((_, response) =>
        sendJson(response, {
          success: true,
          data: { chart: { types: ["timestamp", "count"], data: daysBack(counts).map(([at, n]) => [at! / 1_000, n]) } },
        }),
      );
    const askL2beat = async (...counts: number[]) =>
      visit(await begin(l2beatProvider((await l2beatSays(...counts)).url, base, 0)), 3);

    beforeEach(async () => {
      values = Array.from({ length: 20 }, () => 45_800);
      const server = await localServer((_, response) =>
        sendJson(response, { ...file(daysBack(values)), salt: (salt += 1) }),
      );
      held = await begin(growthepieProvider(server.url, onlyTxcount, 0));
      await visit(held);
      values = [...values.slice(0, -1), 3_000];
      await visit(held);
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("45800");
    });

    test("is believed as soon as another provider says the same of its day", async () => {
      await askL2beat(3_100);
      expect((await daysOf("base", "tx-per-day.growthepie@1")).at(-1)).toEqual([yesterday, "3000"]);
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("3000");
      expect(await db.quarantine.count({ where: { releasedAt: null } })).toBe(0);
    });

    test("is believed together with another provider's that is held too", async () => {
      await askL2beat(45_000, 45_000, 45_000, 45_000, 3_100);
      expect(await valueOf("base", "tx-per-day.l2beat@1")).toBe("3100");
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("3000");
      const ofBase = { series: { subject: "base", definitionId: { startsWith: "tx-per-day" } } };
      expect(await db.quarantine.count({ where: { ...ofBase, releasedAt: null } })).toBe(0);
    });

    test("stays held when another provider says otherwise, or says the same of another day", async () => {
      await askL2beat(3_100, 44_000);
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("45800");
      expect(await db.quarantine.count({ where: { releasedAt: null, withdrawnAt: null } })).toBe(1);
    });

    test("is withdrawn when its provider goes back to the usual: nobody confirms it any more", async () => {
      values = [...values.slice(0, -1), 45_800];
      await visit(held);
      expect(await db.quarantine.count({ where: { withdrawnAt: null } })).toBe(0);
      await askL2beat(3_100);
      expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("45800");
    });
  });

  test("a whole round, failures repeated, makes at most ten calls in any minute of the plan", async () => {
    const began = 1_800_000_000;
    let now = began;
    const calls: number[] = [];
    const server = await localServer(({ path }, response) => {
      calls.push(now);
      if (path.includes("/daa") && now < began + 1_800) return sendJson(response, {}, 503);
      sendJson(
        response,
        file([[(began - day) * 1_000 - ((began * 1_000) % (day * 1_000)), 5, 5]], ["unix", "value", "usd"]),
      );
    });
    const provider = growthepieProvider(server.url, chains);
    let memory: Record<string, unknown> = {};
    while (now < began + 6 * 3_600) {
      const context = { now: new Date(now * 1_000), memory, endpoints: [], blocks: [], pace: async () => {} };
      const done = await provider.visit(context).then(
        ({ nextIn, memory: after }) => ({ nextIn, after }),
        (fault: VisitFault) => ({ nextIn: fault.facts.nextIn, after: fault.facts.memory }),
      );
      memory = { ...done.after };
      now += done.nextIn!;
    }
    const files = chains.flatMap(({ growthepie }) => (growthepie ? [4 - growthepie.lacks.length] : []));
    expect(calls.length).toBeGreaterThan(files.reduce((sum, count) => sum + count, 0));
    const inMinuteFrom = (from: number) => calls.filter((at) => at >= from && at < from + 60).length;
    expect(Math.max(...calls.map(inMinuteFrom))).toBeLessThanOrEqual(10);
  });
});

test("a visit whose findings can't be written is recorded as failed, gives its lease back, and the next file is asked for", async () => {
  await db.$executeRaw`create function refuse_rollup() returns trigger language plpgsql as $$ begin raise exception 'no room for this row'; end $$`;
  await db.$executeRaw`create trigger refuse_rollup before insert on "Rollup" for each row execute function refuse_rollup()`;
  const server = await localServer((_, response) => {
    response.setHeader("ETag", '"one"');
    sendJson(response, {
      details: { timeseries: { daily: { types: ["unix", "value"], data: [[(today - day) * 1_000, 7]] } } },
    });
  });
  const provider = await begin(growthepieProvider(server.url, base, 0));
  try {
    const state = await visit(provider);
    expect(state).toMatchObject({ fails: 1, leaseOwner: null, leaseUntil: null });
    expect(state.lastError).toContain("could not be written");
    expect(state.lastError).toContain("no room for this row");
    expect(await lastRun("growthepie")).toMatchObject({ isOk: false, observations: 0 });
  } finally {
    await db.$executeRaw`drop trigger refuse_rollup on "Rollup"`;
    await db.$executeRaw`drop function refuse_rollup`;
  }
  await visit(provider);
  await letMinutesPass(provider, 3);
  await visit(provider);
  expect(server.asked.map(({ path }) => path.split("/").at(-1))).toEqual(["txcount.json", "daa.json", "txcount.json"]);
  expect(server.asked.at(-1)!.headers["if-none-match"]).toBeUndefined();
  expect(await valueOf("base", "tx-per-day.growthepie@1")).toBe("7");
});

test("DefiLlama's days may be text of digits, a zero as a revision is held back, and a date that is none is a failure", async () => {
  let rows: unknown[] = Array.from({ length: 9 }, (_, index) => ({
    date: String(today - (8 - index) * day),
    tvl: 5.1e9,
  }));
  const server = await localServer((_, response) => sendJson(response, rows));
  const provider = await begin(defillamaProvider(server.url, base, 0));
  await visit(provider);
  expect(await valueOf("base", "tvl.daily@1")).toBe("5100000000");
  rows = [...rows.slice(0, -1), { date: today, tvl: 0 }];
  await visit(provider);
  expect(await valueOf("base", "tvl.daily@1")).toBe("5100000000");
  expect(await db.quarantine.count()).toBe(1);
  rows = [{ date: "2026-11-25", tvl: 1 }];
  expect((await visit(provider)).lastError).toContain("such as “2026-11-25”");
});

describe("nodes of a chain", () => {
  const now = Math.floor(Date.now() / 1_000);
  const rules: EvmNode = { kind: "evm", urls: [], chainId: 8453, userTxs: "all", pollSeconds: 10 };
  const hash = (number: number) => `0x${number.toString(16).padStart(64, "0")}`;
  type Call = { id: number; method: string; params: [string, boolean?] };

  /** A node of a chain with a block a second; `newest` is what the backend of the moment has. */
  const answerTo = ({ id, method, params: [tag] }: Call, newest: number, head = newest, forkFrom = Infinity) => {
    const reply = (result: unknown) => ({ jsonrpc: "2.0", id, result });
    const hashIn = (number: number) => (number >= forkFrom ? hash(number).replace("0x0", "0xf") : hash(number));
    if (method === "eth_chainId") return reply("0x2105");
    if (method !== "eth_getBlockByNumber")
      return { jsonrpc: "2.0", id, result: undefined, error: { code: -32601, message: "method not found" } };
    const number = tag === "latest" ? head : tag === "safe" || tag === "finalized" ? head - 60 : Number(tag);
    if (number > newest) return reply(null);
    return reply({
      number: `0x${number.toString(16)}`,
      hash: hashIn(number),
      parentHash: hashIn(number - 1),
      timestamp: `0x${(now - 1_000 + number).toString(16)}`,
      gasUsed: "0x0",
      gasLimit: "0x1c9c380",
      baseFeePerGas: "0x3b9aca00",
      transactions: ["0x1", "0x2"],
    });
  };
  const nodeAt = (url: string, isSampled = false) => evmProvider(base[0]!, { ...rules, urls: [url], isSampled });

  test.each([
    ["two blocks", 2, false],
    ["eight blocks", 8, false],
    ["eight blocks where blocks are sampled", 8, true],
  ])("backends that are %s apart behind one address are no fault", async (_, skew, isSampled) => {
    let times = 0;
    let head = 900;
    const server = await localServer(({ body }, response) => {
      times += 1;
      const calls = JSON.parse(body) as Call | Call[];
      const newest = times % 2 === 1 ? head : head - skew;
      const replies = [calls].flat().map((call) => answerTo(call, newest));
      sendJson(response, Array.isArray(calls) ? replies : replies[0]);
    });
    const provider = await begin(nodeAt(server.url, isSampled));
    for (const next of [900, 912, 930]) {
      head = next;
      expect(await visit(provider)).toMatchObject({ fails: 0, lastError: null });
    }
    expect(await valueOf("base", "tps.live@1")).toMatch(/^2(\.0+)?$/);
    expect(await db.correction.count()).toBe(0);
  });

  test.each([
    ["one block", 1, false],
    ["four blocks", 4, false],
    ["ten blocks", 10, false],
    ["four blocks, the backends by turns,", 4, true],
  ])("forks of %s behind one address are no fault, and the stored blocks are linked", async (_, depth, byTurns) => {
    let times = 0;
    let head = 900;
    const server = await localServer(({ body }, response) => {
      times += 1;
      const calls = JSON.parse(body) as Call | Call[];
      // The newest block comes from one backend, blocks by number from another one or from both by turns.
      const isOther = byTurns ? times % 2 === 0 : !body.includes("latest");
      const replies = [calls].flat().map((call) => answerTo(call, head, head, isOther ? head - depth : Infinity));
      sendJson(response, Array.isArray(calls) ? replies : replies[0]);
    });
    const provider = await begin(nodeAt(server.url));
    for (const next of [900, 930, 960]) {
      head = next;
      expect(await visit(provider)).toMatchObject({ fails: 0, lastError: null });
    }
    expect(await valueOf("base", "tps.live@1")).toMatch(/^2(\.0+)?$/);
    const stored = await db.blockSample.findMany({ where: { isCanonical: true }, orderBy: { number: "asc" } });
    expect(stored.length).toBeGreaterThan(60);
    expect(stored.filter((block, index) => index > 0 && block.parentHash !== stored[index - 1]!.hash)).toEqual([]);
  });

  test("a fork far below the head is a fault in words", async () => {
    const server = await localServer(({ body }, response) => {
      const calls = JSON.parse(body) as Call | Call[];
      const replies = [calls].flat().map((call) => {
        const reply = answerTo(call, 900);
        const block = reply.result as { number: string; parentHash: string } | null;
        return block?.number === "0x34e" ? { ...reply, result: { ...block, parentHash: hash(1) } } : reply;
      });
      sendJson(response, Array.isArray(calls) ? replies : replies[0]);
    });
    expect((await visit(await begin(nodeAt(server.url)))).lastError).toContain("don't follow each other");
  });

  test.each([
    ["QuickNode's list with one error", [{ id: null, error: recorded.errors.quicknode.error }], 200, 3],
    ["one error for all", recorded.errors["base node"], 200, 1],
    ["a refusal with a status", recorded.errors["base node"], 413, 1],
  ])("%s for a batch leads to smaller batches, then single calls", async (_, refusal, status, most) => {
    const sizes: number[] = [];
    const server = await localServer(({ body }, response) => {
      const calls = [JSON.parse(body) as Call | Call[]].flat();
      sizes.push(calls.length);
      if (calls.length > most) return sendJson(response, refusal, status);
      const replies = calls.map((call) => answerTo(call, 900));
      sendJson(response, body.startsWith("[") ? replies : replies[0]);
    });
    const provider = await begin(nodeAt(server.url));
    expect(await visit(provider)).toMatchObject({ fails: 0, lastError: null });
    expect(await valueOf("base", "tps.live@1")).toBe("2");
    // What a host bears is remembered: the next visit asks for no more.
    const before = sizes.length;
    await visit(provider);
    expect(Math.max(...sizes.slice(before))).toBeLessThanOrEqual(most);
  });

  test.each([
    ["-32005", { jsonrpc: "2.0", id: null, error: { code: -32005, message: "daily request count exceeded" } }, 200],
    ["-32016", { jsonrpc: "2.0", id: null, error: { code: -32016, message: "over rate limit" } }, 200],
    ["429", { error: "Too many requests" }, 429],
  ])(
    "a rate limit, %s, is waited for: the refused request is not repeated as single calls",
    async (_, answer, status) => {
      const server = await localServer((_asked, response) => sendJson(response, answer, status));
      const provider = await begin(nodeAt(server.url));
      const state = await visit(provider);
      expect(server.asked).toHaveLength(1);
      expect(state.fails).toBe(1);
      expect(state.nextAt.getTime() - Date.now()).toBeGreaterThan(25_000);
    },
  );

  test.each([
    ["Cloudflare", recorded.errors["cloudflare-eth.com"], 200, "“Cannot fulfill request” (-32046)"],
    [
      "Polygon",
      recorded.errors["polygon-rpc.com 401/403"],
      401,
      "answered 401: “API key disabled, reason: tenant disabled",
    ],
    ["Lava", recorded.errors.lava, 200, "“This endpoint has been discontinued.”"],
  ])("%s's words are kept for the operator", async (_, answer, status, words) => {
    const server = await localServer((_asked, response) => sendJson(response, answer, status));
    const state = await visit(await begin(nodeAt(server.url)));
    expect(state.lastError).toContain(words);
    const [endpoint] = await db.providerEndpoint.findMany();
    expect(endpoint!.lastError).toContain(words);
  });

  test("Starknet's blocks of a second are counted over a minute", async () => {
    const head = 3_000_000;
    const serve = (perBlock: number) =>
      localServer(({ body }, response) => {
        type Asks = { id: number; method: string; params: { block_id: { block_number: number } } };
        const calls = JSON.parse(body) as Asks | Asks[];
        const reply = ({ id, method, params }: Asks) => {
          if (method === "starknet_blockNumber") return { jsonrpc: "2.0", id, result: head };
          const number = params.block_id.block_number;
          const result = {
            status: "ACCEPTED_ON_L2",
            block_number: number,
            block_hash: `0x${number.toString(16)}`,
            parent_hash: `0x${(number - 1).toString(16)}`,
            timestamp: Math.floor(now - (head - number) * perBlock),
            transactions: ["0x1", "0x2", "0x3"],
          };
          return { jsonrpc: "2.0", id, result };
        };
        sendJson(response, Array.isArray(calls) ? calls.map(reply) : reply(calls));
      });
    const chain = chains.find(({ slug }) => slug === "starknet")!;
    const providerAt = (url: string) => starknetProvider(chain, { ...(chain.rpc as OtherNode), urls: [url] });
    await visit(await begin(providerAt((await serve(1)).url)));
    expect(await valueOf("starknet", "tps.live@1")).toBe("3");
    const state = await visit(await begin(providerAt((await serve(0.1)).url)));
    expect(state.lastError).toContain("measured nothing: its last 240 blocks cover 24 s");
  });
});
