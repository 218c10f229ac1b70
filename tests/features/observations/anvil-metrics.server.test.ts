/** A real chain, measured: what is stored and shown is compared with what the chain itself says. */
import { createWalletClient, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DefinitionId } from "~/features/metrics/definitions";
import { leaseProviders } from "~/features/observations/lease-providers.server";
import type { EvmNode } from "~/features/chains/chains";
import { evmProvider } from "~/features/observations/providers/evm.server";
import { readLatest } from "~/features/series/read-latest.server";
import { readSeries } from "~/features/series/read-series.server";
import { recordVisit } from "~/features/observations/record-visit.server";
import { registerProviders } from "~/features/observations/register-providers.server";
import { runTick } from "~/features/observations/run-tick.server";
import { db } from "~/platform/db.server";
import { sendBlobs } from "../../../app/server/devnet-traffic.server";
import { aChain, anvil, type TestChain } from "../../support/anvil";
import { devnet } from "../../support/chains";
import { useDatabase } from "../../support/database";
import { lyingNode, localServer, sendJson } from "../../support/local-http";

useDatabase();

const rules = devnet.rpc as EvmNode;
const nodesAt = (...urls: string[]) => evmProvider(devnet, { ...rules, urls });
type Provider = ReturnType<typeof nodesAt>;

/** One visit, as soon as it is due: now. */
async function visit(provider: Provider) {
  await db.providerState.updateMany({ where: { providerKey: provider.key }, data: { nextAt: new Date(0) } });
  expect(await runTick([provider], "test")).toBe(1);
  return db.providerState.findUniqueOrThrow({ where: { providerKey: provider.key } });
}

async function begin(...urls: string[]) {
  const provider = nodesAt(...urls);
  await registerProviders([provider]);
  return provider;
}

async function stored(definition: DefinitionId) {
  return db.series.findFirst({ where: { subject: "devnet", definitionId: definition } });
}

beforeEach(async () => {
  await db.observation.deleteMany();
  await db.rollup.deleteMany();
  await db.quarantine.deleteMany();
  await db.series.deleteMany();
  await db.blockSample.deleteMany();
  await db.blockDay.deleteMany();
  await db.provider.deleteMany();
});

describe("a chain of twelve-second blocks", () => {
  let chain: TestChain;
  beforeAll(async () => {
    chain = await aChain();
    await chain.mine([3, 0, 5, 1, 2, 7, 4]);
  });

  test("TPS, gas, block time and base fee are those one counts by hand", async () => {
    const state = await visit(await begin(chain.node.url));
    expect(state.lastError).toBeNull();
    const head = await chain.head();
    const byHand = await chain.tpsAt(head.number);
    expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(byHand.tps, 6);
    expect(Number((await stored("mgas.live@1"))?.lastValue)).toBeCloseTo(byHand.mgas, 6);
    expect(Number((await stored("block-time.live@1"))?.lastValue)).toBe(12);
    expect((await stored("base-fee.block@1"))?.lastValue?.toFixed(0)).toBe(head.baseFeePerGas?.toString());
  });

  test("blobs and the blob base fee are those of each block's header", async () => {
    await sendBlobs(chain.node.url, 3);
    await chain.mine([1, 0]);
    await visit(await begin(chain.node.url));
    const { series } = await readSeries({ subject: "devnet", metric: "blobs", window: "24h" });
    const head = await chain.head();
    for (const [at, value] of series.points.slice(-3)) {
      const number = head.number - BigInt((Number(head.timestamp) * 1_000 - Date.parse(at)) / 12_000);
      const block = await chain.block(number);
      expect(Number(value)).toBe(Number(block.blobGasUsed) / 131_072);
    }
    expect(series.points.slice(-3).map(([, value]) => value)).toContain("3");
    const fee = await stored("blob-base-fee.block@1");
    const told = await chain.client.request<{
      ReturnType: { baseFeePerBlobGas: string[] };
      Parameters: unknown[];
      Method: string;
    }>({
      method: "eth_feeHistory",
      params: ["0x1", "latest", []],
    });
    expect(fee?.lastValue?.toFixed(0)).toBe(BigInt(told.baseFeePerBlobGas[0]!).toString());
  });

  test("each value can be traced: definition, provider, visit, blocks and hash", async () => {
    await visit(await begin(chain.node.url));
    const head = await chain.head();
    const series = await stored("tps.live@1");
    const [value] = await db.observation.findMany({ where: { seriesId: series!.id }, orderBy: { at: "desc" } });
    expect(value).toMatchObject({
      blockHash: head.hash,
      blockTo: head.number,
      at: new Date(Number(head.timestamp) * 1_000),
    });
    const run = await db.fetchRun.findFirst({ where: { id: value!.runId } });
    expect(run).toMatchObject({ providerKey: "rpc-devnet", isOk: true, host: new URL(chain.node.url).host });
    expect(series).toMatchObject({ definitionId: "tps.live@1", providerKey: "rpc-devnet" });
  });

  test("the next visit asks for new blocks only, and the same block twice changes nothing", async () => {
    const provider = await begin(chain.node.url);
    await visit(provider);
    const before = await db.observation.count();
    await visit(provider);
    expect(await db.observation.count()).toBe(before);
    await chain.mine([6]);
    await visit(provider);
    const runs = await db.fetchRun.findMany({ where: { providerKey: provider.key }, orderBy: { id: "desc" }, take: 1 });
    expect(runs[0]!.calls).toBeLessThan(8);
    expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(
      (await chain.tpsAt((await chain.head()).number)).tps,
      6,
    );
  });

  test("reorg: a reorganisation that keeps the head's number withdraws values computed from the lost blocks", async () => {
    await sendBlobs(chain.node.url, 2);
    await chain.mine([1, 2, 0]);
    const provider = await begin(chain.node.url);
    await visit(provider);
    const lost = await chain.head();
    expect((await readSeries({ subject: "devnet", metric: "blobs", window: "24h" })).series.points.at(-3)?.[1]).toBe(
      "2",
    );

    await chain.client.request({ method: "anvil_reorg" as never, params: [3, []] as never });
    const head = await chain.head();
    expect(head.number).toBe(lost.number);
    expect(head.hash).not.toBe(lost.hash);
    const state = await visit(provider);
    expect(state.lastError).toBeNull();

    const [correction] = await db.correction.findMany({ where: { providerKey: provider.key } });
    expect(correction).toMatchObject({ fromBlock: head.number - 2n, toBlock: head.number });
    expect(correction!.withdrawn).toBeGreaterThan(0);
    const hashes = await db.observation.findMany({
      where: { blockTo: { gt: head.number - 3n } },
      select: { blockHash: true, blockTo: true },
    });
    for (const { blockHash, blockTo } of hashes) expect(blockHash).toBe((await chain.block(blockTo!)).hash);
    expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo((await chain.tpsAt(head.number)).tps, 6);
    const [view] = await readLatest([{ subject: "devnet", metric: "tps" }]);
    expect(view!.isFinal).toBe(false);
  });
});

test("a node that is killed leaves a value that grows old; started again it is live again", async () => {
  const chain = await aChain({ age: 100 });
  await chain.mine([1, 2, 3, 4, 5, 6]);
  const provider = await begin(chain.node.url);
  await visit(provider);
  const stateAt = async (seconds: number) => {
    const last = (await stored("tps.live@1"))!.lastAt!;
    const [view] = await readLatest([{ subject: "devnet", metric: "tps" }], new Date(last.getTime() + seconds * 1_000));
    return { state: view!.state, hasValue: view!.value !== null };
  };
  expect(await stateAt(20)).toEqual({ state: "live", hasValue: true });

  await chain.node.stop("SIGKILL");
  const failed = await visit(provider);
  expect(failed.lastError).toMatch(/could not be reached|broke off/);
  expect(failed.fails).toBe(1);
  expect(await stateAt(90)).toEqual({ state: "stale", hasValue: true });
  expect(await stateAt(700)).toEqual({ state: "down", hasValue: true });

  const again = await aChain({ age: 100, port: chain.node.port });
  await again.mine([1, 1, 1, 1, 1, 1, 1]);
  const well = await visit(provider);
  expect(well).toMatchObject({ fails: 0, lastError: null });
  expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(
    (await again.tpsAt((await again.head()).number)).tps,
    6,
  );
});

test("of two nodes the one that lags is left aside and said to lag", async () => {
  const [lagging, good] = [await aChain({ age: 900 }), await aChain({ age: 300 })];
  await lagging.mine([1, 1, 1, 1, 1, 1]);
  await good.mine([2, 2, 2, 2, 2, 2, 2]);
  const provider = await begin(lagging.node.url, good.node.url);
  await visit(provider);
  await visit(provider);
  const endpoints = await db.providerEndpoint.findMany({
    where: { providerKey: provider.key },
    orderBy: { position: "asc" },
  });
  expect(endpoints.map(({ isLagging }) => isLagging)).toEqual([true, false]);
  expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(
    (await good.tpsAt((await good.head()).number)).tps,
    6,
  );
});

test("a node on another chain is never listened to", async () => {
  const [wrong, good] = [await anvil(["--chain-id", "1"]), await aChain()];
  await good.mine([1, 2, 3, 1, 2, 3]);
  const provider = await begin(wrong.url, good.node.url);
  await visit(provider);
  const [first] = await db.providerEndpoint.findMany({
    where: { providerKey: provider.key },
    orderBy: { position: "asc" },
  });
  expect(first!.lastError).toBe("is on chain 1 instead of 31337");
  expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(
    (await good.tpsAt((await good.head()).number)).tps,
    6,
  );

  await db.series.deleteMany();
  await db.provider.deleteMany();
  const alone = await visit(await begin(wrong.url));
  expect(alone.lastError).toContain("is on chain 1 instead of 31337");
});

test("while a node is silent the next one is asked too; later the quicker one is asked first", async () => {
  const silent = await localServer(() => {});
  const good = await aChain();
  await good.mine([1, 2, 3, 1, 2, 3]);
  const provider = await begin(silent.url, good.node.url);
  const state = await visit(provider);
  expect(state.lastError).toBeNull();
  const [slow, quick] = await db.providerEndpoint.findMany({ orderBy: { position: "asc" } });
  // Within its visit it was given up to nobody: its time counts against it, and nothing else.
  expect(slow).toMatchObject({ recent: "", lastOkAt: null, lastError: null });
  expect(slow!.latencyMs).toBeGreaterThanOrEqual(1_000);
  expect(quick).toMatchObject({ recent: "+", lastError: null });
  await visit(provider);
  const runs = await db.fetchRun.findMany({ where: { providerKey: provider.key }, orderBy: { id: "desc" }, take: 2 });
  expect(runs.map(({ host }) => host)).toEqual([new URL(good.node.url).host, new URL(good.node.url).host]);
  expect((await db.providerEndpoint.findFirst({ where: { position: 0 } }))?.latencyMs).toBe(slow!.latencyMs);
});

test("a silent node that stands by is not waited for as long as one that is asked for values", async () => {
  const silent = await localServer(() => {});
  const good = await aChain();
  await good.mine([1, 2, 3, 1, 2, 3]);
  const provider = await begin(good.node.url, silent.url);
  expect((await visit(provider)).lastError).toBeNull();
  expect(await stored("tps.live@1")).not.toBeNull();
  const standby = await db.providerEndpoint.findFirst({ where: { providerKey: provider.key, position: 1 } });
  expect(standby).toMatchObject({ recent: "-", lastError: "no answer within 3 s" });
});

test("two providers disagree: two nodes that say different things about a block are disputed until they agree", async () => {
  const [one, other] = [await aChain({ age: 400 }), await aChain({ age: 390 })];
  for (const chain of [one, other]) await chain.mine([1, 2, 3, 1, 2, 3, 1]);
  const provider = await begin(one.node.url, other.node.url);
  const state = await visit(provider);
  expect(state.disputedAt).not.toBeNull();
  const [view] = await readLatest(
    [{ subject: "devnet", metric: "block-time" }],
    (await stored("block-time.live@1"))!.lastAt!,
  );
  expect(view!.state).toBe("disputed");
});

describe("a node that lies or breaks", () => {
  let chain: TestChain;
  beforeAll(async () => {
    chain = await aChain();
    await chain.mine([3, 1, 4, 1, 5, 9, 2]);
  });

  type Reply = { result?: unknown };
  const changed = (change: (block: Record<string, unknown>) => object) => () =>
    lyingNode(chain.node.url, (reply: Reply, { method }) =>
      method === "eth_getBlockByNumber" && reply.result
        ? { ...reply, result: { ...(reply.result as object), ...change(reply.result as Record<string, unknown>) } }
        : reply,
    );
  const raw =
    (answer: string, status = 200) =>
    () =>
      localServer((_, response) => sendJson(response, answer, status));

  test.each<[string, () => Promise<{ url: string }>, RegExp]>([
    ["sends a page", raw("<!doctype html><h1>Busy</h1>"), /a page instead of JSON/],
    ["sends half an answer", raw('[{"jsonrpc":"2.0","id":1,"resu'), /broken JSON/],
    ["sends nothing", raw(""), /broken JSON/],
    ["says 429", raw("{}", 429), /answered 429/],
    ["says 500", raw("{}", 500), /answered 500/],
    ["breaks off", () => localServer((_, response) => void response.destroy()), /broke off|could not be reached/],
    [
      "sends 17 MB",
      () => localServer((_, response) => sendJson(response, `"${"x".repeat(17 * 1024 * 1024)}"`)),
      /larger than 16 MB/,
    ],
    ["sends a number as NaN", changed(() => ({ gasUsed: "NaN" })), /no block/],
    ["sends a negative quantity", changed(() => ({ gasUsed: "-0x1" })), /no block/],
    ["sends 1e308", changed(() => ({ gasUsed: 1e308 })), /no block/],
    ["sends a gas used beyond all bounds", changed(() => ({ gasUsed: `0x${"f".repeat(40)}` })), /no block/],
    ["sends a block from the future", changed(() => ({ timestamp: "0xffffffff" })), /from the future/],
    [
      "sends another block than asked for",
      changed(({ number }) => ({ number: `0x${(Number(number) + 1).toString(16)}` })),
      /another block|follow/,
    ],
    ["sends blocks that don't link", changed(() => ({ parentHash: `0x${"ab".repeat(32)}` })), /don't follow/],
    ["sends null", () => lyingNode(chain.node.url, (reply) => ({ ...reply, result: null })), /which chain/],
  ])("that %s is reported, stores nothing, and the next node is asked", async (_, makeNode, words) => {
    const bad = await makeNode();
    const alone = await visit(await begin(bad.url));
    expect(alone.lastError).toMatch(words);
    expect(await db.observation.count()).toBe(0);

    await db.provider.deleteMany();
    const provider = await begin(bad.url, chain.node.url);
    await visit(provider);
    const [first] = await db.providerEndpoint.findMany({
      where: { providerKey: provider.key },
      orderBy: { position: "asc" },
    });
    expect(first!.lastError).toMatch(words);
  });

  test("that answers a batch out of order and twice is understood all the same", async () => {
    const shuffled = await lyingNode(
      chain.node.url,
      (reply) => reply,
      (replies) => [...replies.toReversed(), ...replies],
    );
    const state = await visit(await begin(shuffled.url));
    expect(state.lastError).toBeNull();
    expect(Number((await stored("tps.live@1"))?.lastValue)).toBeCloseTo(
      (await chain.tpsAt((await chain.head()).number)).tps,
      6,
    );
  });

  test("that knows no batches is asked one by one", async () => {
    const simple = await localServer(async ({ body }, response) => {
      if (body.startsWith("["))
        return sendJson(response, { jsonrpc: "2.0", id: null, error: { code: -32600, message: "no batches" } });
      const answer = await fetch(chain.node.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      sendJson(response, await answer.text());
    });
    const state = await visit(await begin(simple.url));
    expect(state.lastError).toBeNull();
    expect(await stored("tps.live@1")).not.toBeNull();
  });

  test("that breaks off is asked again within the visit where there is no other, and the other at once where there is", async () => {
    let broken = 0;
    const shaky = await localServer(async ({ body }, response) => {
      if (broken < 2) {
        broken += 1;
        return void response.destroy();
      }
      const answer = await fetch(chain.node.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      sendJson(response, await answer.text());
    });
    expect((await visit(await begin(shaky.url))).lastError).toBeNull();
    expect(broken).toBe(2);
    expect(await stored("tps.live@1")).not.toBeNull();

    await db.series.deleteMany();
    await db.provider.deleteMany();
    broken = 0;
    const provider = await begin(shaky.url, chain.node.url);
    await visit(provider);
    expect(broken).toBe(1);
    const run = await db.fetchRun.findFirst({ where: { providerKey: provider.key }, orderBy: { id: "desc" } });
    expect(run?.host).toBe(new URL(chain.node.url).host);
  });

  test("that never answers holds up nobody else", async () => {
    const silent = await localServer(() => {});
    const slow = evmProvider({ ...devnet, slug: "base" }, { ...rules, urls: [silent.url] });
    const good = nodesAt(chain.node.url);
    await registerProviders([slow, good]);
    const tick = runTick([slow, good], "test");
    await expect.poll(async () => (await stored("tps.live@1"))?.lastValue ?? null).not.toBeNull();
    expect(await tick).toBe(2);
    const state = await db.providerState.findUniqueOrThrow({ where: { providerKey: slow.key } });
    expect(state.lastError).toMatch(/no answer within 10 s/);
  });

  test("five times in a row is left alone for a minute, then for two", async () => {
    const bad = await raw("<html>")();
    const provider = await begin(bad.url);
    for (let time = 0; time < 5; time++) {
      await db.providerEndpoint.updateMany({ data: { breakerUntil: null, fails: 0 } });
      await visit(provider);
    }
    const state = await db.providerState.findUniqueOrThrow({ where: { providerKey: provider.key } });
    expect(state.breakerSeconds).toBe(60);
    expect(state.nextAt).toEqual(state.breakerUntil);
    expect(await runTick([provider], "test")).toBe(0);
    await visit(provider);
    expect((await db.providerState.findUniqueOrThrow({ where: { providerKey: provider.key } })).breakerSeconds).toBe(
      120,
    );
  });

  test("more often than not is left alone too, and one good visit after that forgives it", async () => {
    let isWell = true;
    const moody = await localServer(async ({ body }, response) => {
      if (!isWell) return sendJson(response, "<html>", 500);
      const answer = await fetch(chain.node.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      sendJson(response, await answer.text());
    });
    const provider = await begin(moody.url);
    const rest = async () => {
      await db.providerEndpoint.updateMany({ data: { breakerUntil: null } });
      return visit(provider);
    };
    let state = await rest();
    // Two of three fail: never five in a row, but the sixteenth visit is the eleventh that failed.
    for (let time = 1; time <= 16; time++) {
      expect([time, state.breakerUntil]).toEqual([time, null]);
      isWell = time % 3 === 0;
      state = await rest();
    }
    expect(state).toMatchObject({ fails: 1, breakerSeconds: 60, recent: "+--+--+--+--+--+-" });
    isWell = true;
    expect(await rest()).toMatchObject({ fails: 0, breakerUntil: null, breakerSeconds: 0, recent: "" });
  });

  test("and says when it wants to be asked again is left alone until then", async () => {
    const busy = await localServer((_, response) => {
      response.setHeader("Retry-After", "600");
      sendJson(response, {}, 429);
    });
    const provider = await begin(busy.url, chain.node.url);
    const began = Date.now();
    expect(await visit(provider)).toMatchObject({ fails: 0, lastError: null });
    await visit(provider);
    expect(busy.asked).toHaveLength(1);
    const [first] = await db.providerEndpoint.findMany({
      where: { providerKey: provider.key },
      orderBy: { position: "asc" },
    });
    expect(first!.breakerUntil!.getTime()).toBeGreaterThan(began + 590_000);

    await db.series.deleteMany();
    await db.provider.deleteMany();
    const alone = await visit(await begin(busy.url));
    expect(alone.fails).toBe(1);
    expect(alone.nextAt.getTime()).toBeGreaterThan(began + 590_000);
  });

  test("many workers make one visit", async () => {
    const provider = await begin(chain.node.url);
    const visits = await Promise.all(["a", "b", "c", "d"].map((owner) => runTick([provider], owner)));
    expect(visits.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(
      await db.fetchRun.count({
        where: { providerKey: provider.key, startedAt: { gt: new Date(Date.now() - 5_000) } },
      }),
    ).toBeGreaterThan(0);
  });

  test("a worker whose lease was taken over writes nothing", async () => {
    const provider = await begin(chain.node.url);
    const [slow] = await leaseProviders([provider.key], "slow", 1);
    await db.providerState.updateMany({ data: { leaseUntil: new Date(0) } });
    expect(await leaseProviders([provider.key], "quick", 1)).toHaveLength(1);
    const found = await provider.visit({ now: slow!.now, memory: {}, blocks: [], endpoints: [], pace: async () => {} });
    const isWritten = await recordVisit({
      provider,
      lease: slow!,
      outcome: { ok: true, visit: found },
      ms: 1,
      at: slow!.now,
      jitter: 0.5,
    });
    expect(isWritten).toBe(false);
    expect(await db.observation.count()).toBe(0);
  });
});

test("a host is asked as often as it bears, by all its chains and workers together", async () => {
  await db.hostBudget.deleteMany();
  const chain = await aChain();
  await chain.mine([1, 2, 3, 1, 2, 3, 1]);
  let calls = 0;
  const node = await lyingNode(chain.node.url, (reply) => ((calls += 1), reply));
  // Twelve a minute: twenty at once, then one in five seconds.
  const chains = ["devnet", "base", "op-mainnet"].map((slug) =>
    evmProvider({ ...devnet, slug }, { ...rules, urls: [`${node.url}#12`] }),
  );
  await registerProviders(chains);
  const began = performance.now();
  for (let round = 0; round < 2; round++) {
    await db.providerState.updateMany({ data: { nextAt: new Date(0) } });
    await Promise.all(["one", "two", "three"].map((owner) => runTick(chains, owner)));
  }
  const seconds = (performance.now() - began) / 1_000;
  expect(calls).toBeGreaterThan(15);
  expect(calls).toBeLessThanOrEqual(21 + Math.ceil(seconds / 5));
  const states = await db.providerState.findMany({ where: { providerKey: { in: chains.map(({ key }) => key) } } });
  const waiting = states.filter(({ nextAt }) => nextAt.getTime() > Date.now() + 1_000);
  expect(waiting.length).toBeGreaterThan(0);
  // Nothing is wrong with anybody: it was not their turn.
  expect(states.map(({ fails, lastError }) => ({ fails, lastError }))).toEqual(
    states.map(() => ({ fails: 0, lastError: null })),
  );
  const endpoints = await db.providerEndpoint.findMany();
  expect(endpoints.map(({ fails, breakerUntil }) => ({ fails, breakerUntil }))).toEqual(
    endpoints.map(() => ({ fails: 0, breakerUntil: null })),
  );
});

test("after a gap only new blocks are asked for again, and a reorganisation is seen", async () => {
  const chain = await aChain({ age: 3_000 });
  await chain.mine([1, 2, 3, 1, 2, 3, 1]);
  const provider = await begin(chain.node.url);
  await visit(provider);
  await chain.client.mine({ blocks: 90 });
  await visit(provider);
  await chain.mine([1]);
  await visit(provider);
  const [run] = await db.fetchRun.findMany({ where: { providerKey: provider.key }, orderBy: { id: "desc" }, take: 1 });
  expect(run!.calls).toBeLessThan(8);
  await chain.client.request({ method: "anvil_reorg" as never, params: [2, []] as never });
  expect((await visit(provider)).lastError).toBeNull();
  expect(await db.correction.count({ where: { providerKey: provider.key } })).toBe(1);
});

describe("transactions of a day", () => {
  const day = 86_400;
  const midnight = Math.floor(Date.now() / 1_000 / day) * day;

  /** What is final is not asked at every visit: the next one does. */
  async function askForFinality({ key: providerKey }: Provider) {
    const { memory } = await db.providerState.findUniqueOrThrow({ where: { providerKey } });
    await db.providerState.update({ where: { providerKey }, data: { memory: { ...Object(memory), tagsAt: 0 } } });
  }

  /** A chain from before one midnight to after the next, with transfers on the day between; and its provider, visited on the way. */
  async function aDayOfBlocks(onTheWay: (chain: TestChain, visitNow: () => Promise<unknown>) => Promise<unknown>) {
    const began = Date.now() / 1_000 - (midnight - day - 3_600);
    const chain = await aChain({ age: Math.floor(began) });
    const provider = await begin(chain.node.url);
    const until = async (time: number, counts: number[]) => {
      await chain.client.setNextBlockTimestamp({ timestamp: BigInt(time) });
      await chain.mine(counts);
    };
    await until(midnight - day - 600, [5, 5, 5]);
    await visit(provider);
    await until(midnight - day + 60, [1, 2, 3, 0, 4]);
    await visit(provider);
    await onTheWay(chain, () => visit(provider));
    await until(midnight - 60, [6, 1, 1]);
    await visit(provider);
    // Two epochs of two blocks make what is before them final.
    await until(midnight + 1, [9, 9, 9, 9, 9, 9]);
    await askForFinality(provider);
    await visit(provider);
    return { chain, provider };
  }
  const told = async () => (await stored("tx-per-day.own@1"))?.lastValue?.toFixed(0) ?? null;

  test("are stored when the day is over, complete and final, without transactions that a reorganisation undid", async () => {
    const { chain, provider } = await aDayOfBlocks(async (made, visitNow) => {
      await made.mine([7, 7]);
      await visitNow();
      await made.client.request({ method: "anvil_reorg" as never, params: [2, []] as never });
      await visitNow();
    });
    let byHand = 0;
    for (let block = await chain.head(); block.number > 0n; block = await chain.block(block.number - 1n))
      if (Number(block.timestamp) >= midnight - day && Number(block.timestamp) < midnight)
        byHand += block.transactions.length;
    expect(byHand).toBe(18);
    expect(await told()).toBe(String(byHand));
    expect((await stored("tx-per-day.own@1"))!.lastAt).toEqual(new Date((midnight - day) * 1_000));
    // Fees may be due by the clock; the day is written once.
    const days = async () => db.observation.count({ where: { seriesId: (await stored("tx-per-day.own@1"))!.id } });
    const before = await days();
    await visit(provider);
    expect(await days()).toBe(before);
  });

  test("are not stored for a day with unseen blocks", async () => {
    await aDayOfBlocks((chain) => chain.client.mine({ blocks: 100 }));
    expect(await stored("tps.live@1")).not.toBeNull();
    expect(await told()).toBeNull();
  });
});

test("transactions of the chain itself are left out by their type", async () => {
  const chain = await aChain();
  const account = mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex: 3 });
  const wallet = createWalletClient({ account, chain: foundry, transport: http(chain.node.url) });
  for (const type of ["legacy", "eip1559", "eip1559"] as const)
    await wallet.sendTransaction({ to: account.address, value: 1n, gas: 21_000n, type } as Parameters<
      typeof wallet.sendTransaction
    >[0]);
  await chain.client.mine({ blocks: 1 });
  await chain.mine([0, 0, 0, 0, 0]);
  const provider = evmProvider(devnet, { ...rules, urls: [chain.node.url], userTxs: "types", systemTypes: ["0x2"] });
  await registerProviders([provider]);
  await visit(provider);
  expect(await db.blockSample.findMany({ where: { number: 1 }, select: { userTxs: true } })).toEqual([{ userTxs: 1 }]);
});
