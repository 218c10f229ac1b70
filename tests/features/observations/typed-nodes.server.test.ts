/** Nodes whose addresses administrators typed: dialled by the guarded client, as the form and the ticker lead to them. */
import type { LookupFunction } from "node:net";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chooseNodes, readChains } from "~/features/chains/chains.server";
import type { EvmNode } from "~/features/chains/chains";
import { switchedOnProviders } from "~/features/observations/providers/all.server";
import { evmProvider } from "~/features/observations/providers/evm.server";
import { dialledBy, typedFetch } from "~/features/observations/providers/typed-nodes.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aChain, type TestChain } from "../../support/anvil";
import { fileChains } from "../../support/chains";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";
import { type Asked, localServer } from "../../support/local-http";
import { begin, forgetMeasures, valueOf, visit } from "../../support/visits";

useDatabase();
let chain: TestChain;
beforeAll(async () => {
  chain = await aChain({ age: 200 });
  await chain.mine([2, 3, 5, 1, 4, 6, 2]);
});
beforeEach(forgetMeasures);

const key = "a-key-nobody-sees";
const base = fileChains.find(({ slug }) => slug === "base")!;

/** Says the same address of every name. */
const resolver =
  (address: string): LookupFunction =>
  (_name, options, done) =>
    options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);

/** A typed node on this machine behind a public name; the answer is the chain's unless told. */
async function typedNode({
  address = "127.0.0.1",
  isAllowed,
  answer,
}: {
  address?: string;
  isAllowed?: (address: string) => boolean;
  answer?: Parameters<typeof localServer>[0];
}) {
  const forward = async ({ body }: Asked) =>
    (await fetch(chain.node.url, { method: "POST", body, headers: { "content-type": "application/json" } })).text();
  const server = await localServer(
    answer ?? ((asked, response) => void forward(asked).then((text) => response.end(text))),
  );
  const { port } = new URL(server.url);
  const rules: EvmNode = {
    kind: "evm",
    urls: [`http://node.example.org:${port}/v3/${key}`],
    chainId: 31_337,
    userTxs: "all",
    pollSeconds: 10,
    isTyped: true,
  };
  const guarded = typedFetch({ lookup: resolver(address), ports: [Number(port)], ...(isAllowed && { isAllowed }) });
  return { server, provider: await begin(dialledBy(evmProvider(base, rules), guarded)) };
}

test("a typed node that leads to an allowed place is measured", async () => {
  const { server, provider } = await typedNode({ isAllowed: (address) => address === "127.0.0.1" });
  expect((await visit(provider)).lastError).toBeNull();
  const { tps } = await chain.tpsAt((await chain.head()).number);
  expect(Number(await valueOf("base", "tps.live@1"))).toBeCloseTo(tps, 6);
  expect(server.asked[0]!.path).toBe(`/v3/${key}`);
});

describe("a typed node is refused in words without its address", () => {
  test.each(["127.0.0.1", "0.0.0.0"])("when its name leads to %s", async (address) => {
    const { server, provider } = await typedNode({ address });
    const { lastError } = await visit(provider);
    expect(lastError).toContain("doesn't lead to a public place");
    expect(lastError).not.toContain(key);
    expect(server.asked).toEqual([]);
  });

  test("when its name leads elsewhere at the next connection", async () => {
    let isPublic = true;
    const { server, provider } = await typedNode({ isAllowed: () => isPublic });
    expect((await visit(provider)).lastError).toBeNull();
    const before = server.asked.length;
    isPublic = false;
    expect((await visit(provider)).lastError).toContain("doesn't lead to a public place");
    expect(server.asked).toHaveLength(before);
  });

  test.each(["http://127.0.0.1/", "http://vault.internal/", "http://other.example.org/"])(
    "when it leads on to %s",
    async (location) => {
      const { server, provider } = await typedNode({
        isAllowed: (address) => address === "127.0.0.1",
        answer: (_, response) => void response.writeHead(307, { Location: location }).end(),
      });
      const { lastError } = await visit(provider);
      expect(lastError).toContain("leads on too often, or to a place that can't be asked");
      expect(lastError).not.toContain(key);
      expect(server.asked.every(({ path }) => path === `/v3/${key}`)).toBe(true);
    },
  );
});

test("the providers of the next tick have the typed addresses, and the operator's addresses replace them", async () => {
  const by = await aMember({ role: "admin" });
  await db.chain.create({ data: { slug: "lighter", name: "Lighter", shortName: "Lighter", layer: "L2" } });
  const given = env().METRIC_FETCH;
  const hosts = async () =>
    switchedOnProviders(await readChains()).find((provider) => provider.key === "rpc-lighter")?.hosts;
  try {
    env().METRIC_FETCH = "on";
    expect(await hosts()).toBeUndefined();
    expect(
      await chooseNodes("lighter", [`https://rpc.lighter.example.org/${key}`, "https://two.example.org"], by),
    ).toBe(true);
    expect(await hosts()).toEqual(["rpc.lighter.example.org", "two.example.org"]);
    await chooseNodes("lighter", ["https://two.example.org"], by);
    expect(await hosts()).toEqual(["two.example.org"]);
    expect((await readChains()).find("lighter")!.chain!.rpc).toMatchObject({ isTyped: true });
  } finally {
    env().METRIC_FETCH = given;
  }
});
