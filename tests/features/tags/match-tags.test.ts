import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { offerTags } from "~/features/tags/match-tags";
import { suggestTags } from "~/features/tags/suggest-tags";
import { completeTags, nearTags, type TagChoice } from "~/features/tags/tags";

const entries = JSON.parse(readFileSync("prisma/vocabulary/tags.json", "utf8")) as Omit<TagChoice, "id">[];
const vocabulary: TagChoice[] = entries.map((entry, id) => ({ ...entry, id, threadCount: 0 }));
const slugs = (tags: { slug: string }[]) => tags.map(({ slug }) => slug);

describe("completing typed words", () => {
  const completed = (typed: string) => slugs(completeTags(typed, vocabulary).map(({ tag }) => tag));

  test.each([
    ["optimism", "op-mainnet"],
    ["opt", "op-mainnet"],
    ["4844", "eip-4844"],
    ["eip 7732", "eip-7732"],
    ["DATA AVAIL", "data-availability"],
    ["avail", "data-availability"],
    ["zkevm", "polygon-zkevm"],
    ["peerdas", "eip-7594"],
  ])("“%s” gives %s first or among the first", (typed, slug) => {
    expect(completed(typed).slice(0, 2)).toContain(slug);
  });

  test("says by which other name a tag was found, and nothing where its own name fits as well", () => {
    expect(completeTags("optimism", vocabulary)[0]).toMatchObject({ tag: { slug: "op-mainnet" }, via: "Optimism" });
    expect(completeTags("base", vocabulary)[0]).toMatchObject({ tag: { slug: "base" }, via: null });
  });

  test("a word that two tags are called by gives both", () => {
    expect(completed("imx")).toEqual(["immutable-x", "immutable-zkevm"]);
  });

  test("among equals the one with more threads comes first", () => {
    const two = [
      { slug: "a-one", name: "A one", threadCount: 1 },
      { slug: "a-two", name: "A two", threadCount: 2 },
    ];
    expect(slugs(completeTags("a", two).map(({ tag }) => tag))).toEqual(["a-two", "a-one"]);
  });

  test.each(["nonsense", "<script>", "\\", "(", "xx "])("“%s” gives nothing and breaks nothing", (typed) => {
    expect(completed(typed).includes("base")).toBe(false);
  });
});

test.each([
  ["optimsm", "op-mainnet"],
  ["arbitrm", "arbitrum"],
  ["arbitrun", "arbitrum"],
  ["fragmentaton", "fragmentation"],
  ["sequencr", "sequencing"],
  ["etherum", "ethereum"],
])("a picker offers for the slip “%s” %s", (typed, slug) => {
  expect(slugs(offerTags(typed, vocabulary).map(({ tag }) => tag))).toContain(slug);
});

test("a picker guesses nothing where something is completed, nor from three letters", () => {
  expect(offerTags("optimism", vocabulary)).toEqual(completeTags("optimism", vocabulary));
  expect(offerTags("bsa", vocabulary)).toEqual([]);
});

describe("tags similar to a word", () => {
  test.each([
    ["optimsm", "op-mainnet"],
    ["data availabilty", "data-availability"],
    ["Availability of data", "data-availability"],
    ["Rollup fees", "fees"],
    ["fragmentatoin", "fragmentation"],
    ["interoperable", "interop"],
  ])("“%s” is like %s", (word, slug) => {
    expect(slugs(nearTags(word, vocabulary))).toContain(slug);
  });

  test("a word like none is like none", () => {
    expect(nearTags("hippopotamus", vocabulary)).toEqual([]);
    expect(nearTags("", vocabulary)).toEqual([]);
  });
});

describe("the tags that a text mentions", () => {
  const suggested = (text: string) => slugs(suggestTags(text, vocabulary, 20));

  test.each<[string, string[]]>([
    ["On Optimism and Base the fees fell", ["op-mainnet", "base", "fees"]],
    ["the base fee and a dark mode, written in ink", ["fees"]],
    ["After EIP-4844, EIP 7702 and eip7732", ["eip-4844", "eip-7702", "eip-7732"]],
    ["data-availability and data availability", ["data-availability"]],
    ["Polygon zkEVM is closing", ["polygon-zkevm"]],
    ["Polygon PoS, and Polygon", ["polygon-pos", "polygon"]],
    ["OP Stack chains pay OP Mainnet", ["op-stack", "op-mainnet"]],
    ["operators opt out, and op is no chain", []],
    ["client-side and clients", ["client-diversity"]],
    ["IMX is two things", ["immutable-x", "immutable-zkevm"]],
    ["@base said in #123 on https://base.org/Arbitrum", []],
    ["`Base` and\n```\nArbitrum Linea\n```\nbut Scroll", ["scroll"]],
    ["[a word](https://example.org/Starknet)", []],
    ["feesible, prebase, Baselines", []],
    ["L2s and l1", ["l2", "ethereum"]],
    ["data. Availability", []],
    ["", []],
  ])("%s", (text, expected) => {
    expect(suggested(text).toSorted()).toEqual(expected.toSorted());
  });

  test("tags mentioned most often come first, then those mentioned earlier", () => {
    expect(suggested("Linea, Scroll, Base, Scroll")).toEqual(["scroll", "linea", "base"]);
  });

  test("a long hostile text is read like any other", () => {
    const text = `${"`".repeat(20_001)}${"[](".repeat(20_000)}${"EIP-".repeat(10_000)}`;
    expect(suggested(text)).toEqual([]);
  });
});
