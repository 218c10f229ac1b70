/** What the registry's facts say about measuring and drawing a chain. */
import { expect, test } from "vitest";
import { colourSheet, contrastOf, faultInColour, freePair, lineStyle } from "~/features/chains/chain-line";
import { newChainForm } from "~/features/chains/chains";
import { measuredChainOf } from "~/features/chains/measured-chain";
import { definitions, whyUnsupported } from "~/features/metrics/metrics";
import { pageColours } from "~/styles/token-colour.server";
import { fileChains } from "../../support/chains";

const chain = (slug: string) => fileChains.find((one) => one.slug === slug)!;
const row = (facts: Record<string, string>, layer = "L2") => ({
  slug: "lighter",
  shortName: "Lighter",
  layer,
  colourLight: null,
  colourDark: null,
  mark: null,
  dash: null,
  homeRank: null,
  facts: Object.entries(facts).map(([field, value]) => ({ field, value })),
});

test("the facts of the registry's own chains say how each is measured", () => {
  expect(chain("ethereum")).toMatchObject({
    rpc: { kind: "evm", chainId: 1, userTxs: "all", hasBlobs: true, pollSeconds: 12 },
    l2beat: { slug: "ethereum", hasTvs: false },
    growthepie: { key: "ethereum", lacks: [] },
    gasToken: { symbol: "ETH", decimals: 18 },
  });
  expect(chain("arbitrum").rpc).toMatchObject({ isSampled: true, userTxs: "after-first", pollSeconds: 15 });
  expect(chain("op-mainnet").l2beat).toEqual({ slug: "op-mainnet", hasTvs: true });
  expect(chain("zksync-era")).toMatchObject({
    name: "zkSync Era",
    rpc: { userTxs: "types", systemTypes: ["0xfe"], hasEvmGas: false },
    l2beat: { slug: "zksync-era" },
    growthepie: { lacks: ["throughput", "txcosts"] },
  });
  expect(chain("starknet").rpc).toMatchObject({ kind: "starknet", pollSeconds: 30 });
  expect(chain("solana")).toMatchObject({ rpc: { kind: "solana" }, gasToken: { symbol: "SOL", decimals: 9 } });
  expect(fileChains.flatMap(({ gasToken }) => gasToken?.symbol ?? [])).toEqual(
    expect.arrayContaining(["ETH", "POL", "MNT", "CELO", "METIS", "IMX", "STRK", "SOL"]),
  );
  expect(chain("immutable-x").gasToken).toBeNull();
});

test("a chain that is not active, and one with nodes of another kind, is not measured by them", () => {
  for (const slug of ["polygon-zkevm", "blast", "immutable-x"]) expect(chain(slug)).not.toHaveProperty("rpc");
  expect(chain("blast")).not.toHaveProperty("l2beat");
  expect(chain("fuel-ignition")).not.toHaveProperty("rpc");
  expect(chain("fuel-ignition").l2beat).toEqual({ slug: "fuel", hasTvs: true });
  expect(measuredChainOf(row({ status: "Archived", node: "https://a.example" }))).not.toHaveProperty("rpc");
  expect(measuredChainOf(row({ node: "https://a.example" }, "app"))).not.toHaveProperty("rpc");
});

test("a chain with no facts about measuring counts all transactions of the chain that its nodes are on", () => {
  expect(measuredChainOf(row({ node: "https://a.example https://b.example" }))).toMatchObject({
    gasToken: null,
    rpc: { kind: "evm", urls: ["https://a.example", "https://b.example"], chainId: null, userTxs: "all" },
  });
});

test("a definition says which of its needs a chain does not meet", () => {
  const why = (slug: string, id: keyof typeof definitions) => whyUnsupported(chain(slug), definitions[id]);
  expect(why("base", "tps.live@1")).toBeNull();
  expect(why("aztec", "tps.live@1")).toBe("No public node of Aztec is known.");
  expect(why("solana", "tps.live@1")).toBe("Solana is measured without votes instead.");
  expect(why("base", "tps.non-vote@1")).toBe("Only Solana's validators vote by transactions.");
  expect(why("arbitrum", "mgas.live@1")).toMatch(/^Arbitrum makes several blocks a second: its gas/);
  expect(why("starknet", "base-fee.block@1")).toBe("Starknet's nodes have no such figure.");
  expect(why("zksync-era", "mgas.live@1")).toBe("zkSync Era's gas is not the EVM's: the two can't be compared.");
  expect(why("arbitrum", "tx-per-day.own@1")).toMatch(/sampled, not counted one by one\.$/);
  expect(why("base", "blobs.block@1")).toMatch(/^Blobs are Ethereum's/);
  expect(why("ethereum", "share.daily@1")).toBe("Ethereum L1 is not among the L2s whose shares are counted.");
  expect(why("ethereum", "tvs.daily@1")).toBe("L2BEAT does not count the value secured by Ethereum L1.");
  expect(why("zksync-era", "median-fee.daily@1")).toBe("growthepie has no such figure of zkSync Era.");
  expect(why("immutable-zkevm", "tvl.daily@1")).toBe("DefiLlama has no such figure of Immutable zkEVM.");
  expect(why("base", "chain-count.registry@1")).toBe("It is a figure of groups of chains, not of one.");
});

test("no two chains share mark and dash, and each colour has 4.5:1 on its page", () => {
  // A chain without a line of its own gets a free pair when it is loaded.
  const drawn = fileChains.filter(({ colours }) => colours);
  expect(drawn.length).toBeGreaterThanOrEqual(28);
  expect(new Set(drawn.map(({ style }) => `${style.mark} ${style.dash}`)).size).toBe(drawn.length);
  const pages = pageColours();
  for (const { slug, colours } of drawn)
    for (const theme of ["light", "dark"] as const)
      expect(contrastOf(colours![theme], pages[theme]), `${slug} ${theme}`).toBeGreaterThanOrEqual(4.5);
  const sheet = colourSheet(fileChains);
  for (const { slug } of drawn) expect(sheet).toMatch(new RegExp(`--chain-${slug}: light-dark\\(#\\w{6}, #\\w{6}\\);`));
});

test("chains that are added get pairs that no other has, and dashes of their own while there are any", () => {
  const taken: { mark: string; dash: string }[] = fileChains.map(({ style }) => ({ ...style, dash: style.dash ?? "" }));
  const added = Array.from({ length: 40 }, () => {
    const pair = freePair(taken);
    taken.push(pair);
    return pair;
  });
  expect(new Set(added.slice(0, 6).map(({ dash }) => dash)).size).toBe(6);
  expect(new Set(taken.map(({ mark, dash }) => `${mark} ${dash}`)).size).toBe(taken.length);
  expect(lineStyle("lighter", { colours: null, ...added[0]! })).toMatchObject({ colour: "var(--ink-2)", dash: "11 3" });
});

test("a colour that can't be seen on its page is refused in words", () => {
  const { light, dark } = pageColours();
  expect(faultInColour("#1d4ce9", light, "light")).toBeNull();
  expect(faultInColour("#ffee00", light, "light")).toBe(
    "#ffee00 has a contrast of 1.1:1 on the light page (#fcfcfa), and a line needs at least 3:1. Choose a darker colour.",
  );
  expect(faultInColour("#101010", dark, "dark")).toMatch(/on the dark page .* Choose a lighter colour\.$/);
  expect(faultInColour("red", light, "light")).toMatch(/^Write a colour as #/);
  expect(faultInColour("#1d4ce9;}", light, "light")).toMatch(/^Write a colour as #/);
});

const given = {
  name: "Lighter",
  shortName: "Lighter",
  slug: "lighter",
  layer: "L2",
  description: "A chain.",
  kind: "ZK rollup",
  asOf: "2026-06-27",
  sourceName: "L2BEAT",
  sourceUrl: "https://l2beat.com",
};

test("the form takes two colours or none, and says at which field one is missing", () => {
  const read = (colours: object) => newChainForm(pageColours()).safeParse({ ...given, ...colours });
  expect(read({}).data).toMatchObject({ colours: null, chainId: null, gasToken: null });
  expect(read({ colourLight: " ", colourDark: "" }).data?.colours).toBeNull();
  expect(read({ colourLight: "#1D4CE9", colourDark: "#6592ff" }).data?.colours).toEqual({
    light: "#1d4ce9",
    dark: "#6592ff",
  });
  expect(read({ colourLight: "#1d4ce9" }).error?.issues).toMatchObject([
    { path: ["colourDark"], message: "Give a colour for the dark page too, or leave both out." },
  ]);
  expect(read({ colourLight: "#1d4ce9", colourDark: "#111111" }).error?.issues).toMatchObject([
    { path: ["colourDark"] },
  ]);
});
