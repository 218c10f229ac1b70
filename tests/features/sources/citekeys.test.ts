import { describe, expect, test } from "vitest";
import { citekeyFor, freeCitekey, isCitekey, nameInBrackets } from "~/features/sources/citekeys";
import { describeSource } from "~/features/sources/describe-source";
import { identify } from "~/features/sources/identify";

const wordless = { title: "", words: "" };
const keyOf = (text: string, given = wordless) => {
  const identity = identify(text)!;
  return citekeyFor(identity, describeSource(identity, given).csl);
};

test.each([
  ["EIP-7732", "eip-7732"],
  ["https://l2beat.com/scaling/activity", "l2beat-activity"],
  ["https://www.growthepie.com/fundamentals/transaction-costs", "growthepie-transaction-costs"],
  ["arXiv:2509.24849", "arxiv-2509-24849"],
  ["doi:10.1145/3548606.3560611", "doi-1145-3548606-3560611"],
  ["https://ethresear.ch/t/slug/15016", "ethresear-15016"],
  ["https://blog.ethereum.org/2026/02/03/checkpoint-8", "ethereum-checkpoint-8"],
  ["https://vitalik.eth.limo/general/2024/10/14/futures1.html", "eth-futures1"],
  ["https://www.bbc.co.uk/news/a-long-title-that-goes-on-and-on-for-ever", "bbc-a-long-title-that-goes-on-and-on-for"],
  ["https://例子.example/页面", "xn-fsqu00a"],
  ["https://import.example/", "source-import"],
])("%s is called %s", (address, key) => {
  const found = keyOf(address);
  expect(isCitekey(found)).toBe(true);
  expect(found).toBe(key === "eth-futures1" ? "vitalik-futures1" : key);
});

test.each([
  ["[^eip-4844]", "eip-4844"],
  [" [^ EIP-4844 ] ", "EIP-4844"],
  ["[^eip-4844", "eip-4844"],
  ["eip-4844", "eip-4844"],
  ["https://example.org/Blob_[data]", "https://example.org/Blob_[data]"],
])("the name in %s is %s", (typed, name) => {
  expect(nameInBrackets(typed)).toBe(name);
});

test("a name that is taken gets the first number that is free", () => {
  const taken = new Set(["l2beat-activity", "l2beat-activity-2"]);
  expect(freeCitekey("l2beat-activity", (key) => taken.has(key))).toBe("l2beat-activity-3");
  expect(freeCitekey("suggest", () => false)).toBe("source-suggest");
  expect(freeCitekey("123", () => false)).toBe("source-123");
});

test.each(["", "1", "12-3", "A", "a b", "a--b", "-a", "a.b", "suggest", "a".repeat(81), "ä"])(
  "%j is no citekey",
  (key) => {
    expect(isCitekey(key)).toBe(false);
  },
);

describe("the kind and title of a source, from its address and the words beside it", () => {
  const said = (address: string, title: string, words: string) => {
    const { kind, csl } = describeSource(identify(address)!, { title, words });
    return { kind, title: csl.title, in: csl["container-title"], issued: csl.issued?.["date-parts"][0] };
  };
  test.each([
    [
      "https://l2beat.com/scaling/activity",
      "",
      "L2BEAT, activity of scaling projects",
      { kind: "dashboard", title: "Activity of scaling projects", in: "L2BEAT" },
    ],
    [
      "https://www.coindesk.com/x",
      "A title",
      "CoinDesk, 3 Feb 2026",
      { kind: "article", title: "A title", in: "CoinDesk", issued: [2026, 2, 3] },
    ],
    ["https://example.org/a/b/", "", "", { kind: "article", title: "example.org/a/b", in: "example.org" }],
    ["https://example.org/", "<b>x</b>\u202e\u0000  y", "", { title: "<b>x</b> y" }],
    ["https://example.org/", "t".repeat(500), "", { title: "t".repeat(300) }],
  ])("%s %j", (address, title, words, expected) => {
    expect(said(address, title, words)).toMatchObject(expected);
  });
});

test.each([
  ["https://ethereum.github.io/yellowpaper/paper.pdf", "ethereum-paper"],
  ["https://vitalik.eth.limo/general/2021/01/05/rollup.html", "vitalik-rollup"],
  ["https://name.substack.com/p/fees", "name-fees"],
])("a site below a host that others use is named itself: %s", (address, key) => {
  expect(citekeyFor(identify(address)!, { type: "webpage" })).toBe(key);
});
