import { expect, test } from "vitest";
import { wordsOf, wordsThatBegin } from "~/features/markdown/markdown";
import { markerOf, markLine, passageOf, type Piece } from "~/features/search/passages";
import type { TextTerm } from "~/features/search/search-query";

const word = (text: string, ...instead: string[]): TextTerm => ({
  kind: "word",
  word: text,
  instead,
  also: [],
  tags: [],
});
const shown = (pieces: Piece[]) => pieces.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join("");

test("all forms of a word are marked, wholes as one, phrases as written", () => {
  const mark = (text: string, ...all: TextTerm[]) => shown(markLine(text, markerOf({ all })));
  expect(mark("Rollups and a rollup", word("rollup"))).toBe("[Rollups] and a [rollup]");
  expect(mark("EIP-4844 is not EIP 484", word("eip-4844"))).toBe("[EIP-4844] is not [EIP] 484");
  expect(mark("eth_getLogs, not getLogs", word("eth_getlogs"))).toBe("[eth_getLogs], not getLogs");
  expect(mark("Fees fee", { kind: "phrase", text: "fees" })).toBe("[Fees] fee");
  expect(mark("optimistic", word("optim", "optimism", "optimistic"))).toBe("[optimistic]");
});

test("words that begin otherwise than those of the query are left out, and nothing else is", () => {
  const text =
    "Dying dies, behaviour and Behavior; 100K is 100,000 or 100 000; zkSync, op-stack, Łukasz, ageing, eth_getLogs, 60 million";
  const marked = (typed: string) => {
    const marker = markerOf({ all: [word(typed)] });
    const all = new Set(wordsOf(text).map(({ text: one }) => one[0]!));
    expect(markLine(text, marker)).toEqual(markLine(text, { ...marker, begins: all }));
    return markLine(text, marker).flatMap((piece) => (piece.isHit ? [piece.text] : []));
  };
  expect(marked("die")).toEqual(["Dying", "dies"]);
  expect(marked("behavior")).toEqual(["behaviour", "Behavior"]);
  expect(marked("100000")).toEqual(["100K", "100,000", "100 000"]);
  expect(marked("zksync")).toEqual(["zkSync"]);
  expect(marked("opstack")).toEqual(["op-stack"]);
  expect(marked("lukasz")).toEqual(["Łukasz"]);
  expect(marked("aging")).toEqual(["ageing"]);
  // A place in the text counts whatever is left out.
  expect(wordsThatBegin("a fee of the rollup", new Set(["r"])).map(({ position }) => position)).toEqual([4]);
});

test.each([
  "EIPs 7685, 7002 and 4844, or EIP-1559/4844; ERC 4626: see EIP: 2537",
  "60 million of 2.75 bn, 100 000 and 3 100 000, 5 × 10^6 in 12 s, 2^64 or n² ones, 2 × as many, 1.5–2.0",
  "“Rollups” (rollup-centric), the rollup’s zkRollup: Łukasz—isn't, l2beat.com/scaling/zkRollups, L2s, layer 2",
  "a\u00a0rollup of 60\u00a0million… 롤업은 싸다, 二层网络的费用, 🚀 eth_getLogs _start",
])("every word of a text is marked where it stands, whatever stands beside it: %s", (text) => {
  const words = wordsOf(text);
  for (const { text: wanted } of words) {
    const marker = { stems: new Set<string>(), forms: new Set([wanted]), begins: new Set([wanted[0]!]) };
    const marked = markLine(text, marker).flatMap((piece) => (piece.isHit ? [piece.text] : []));
    const places = new Map(words.flatMap((one) => (one.text === wanted ? [[one.start, one] as const] : [])));
    expect([wanted, marked]).toEqual([wanted, [...places.values()].map(({ start, end }) => text.slice(start, end))]);
  }
});

test("the passage holds the searched words, cut at words, with its pieces as plain text", () => {
  const filler = "Nothing to see in this sentence at all, and then some more. ".repeat(40);
  const text = `${filler}Here <b>blobs</b> are cheap, and fees with them. ${filler}`;
  const pieces = passageOf(text, markerOf({ all: [word("blob"), word("fee")] }));
  expect(shown(pieces)).toContain("<b>[blobs]</b> are cheap, and [fees] with them");
  expect(shown(pieces)).toMatch(/^… \S.*\S …$/s);
  expect(shown(pieces).length).toBeLessThan(330);
  expect(
    pieces
      .map((piece) => piece.text)
      .join("")
      .replaceAll("… ", "")
      .replaceAll(" …", ""),
  ).toSatisfy((part: string) => text.includes(part));
});

test("without a hit the text's beginning stands for it; deep in a long text it is found all the same", () => {
  expect(shown(passageOf("Short.", markerOf({ all: [word("blob")] })))).toBe("Short.");
  const long = `${"word ".repeat(12_000)}needle ${"word ".repeat(500)}`;
  expect(shown(passageOf(long, markerOf({ all: [word("needle")] })))).toContain("[needle]");
});

test("a passage in a script without spaces is not cut to one word", () => {
  const clause = "二层网络的费用在坎昆升级之后明显下降，";
  const text = `汇总 ${clause.repeat(20)}blobs ${clause.repeat(20)}`;
  for (const all of [[word("blob")], [word("nothing")]])
    expect(shown(passageOf(text, markerOf({ all }))).length).toBeGreaterThan(200);
  const rockets = shown(passageOf(`a${"🚀".repeat(300)} blobs`, markerOf({ all: [word("blob")] })));
  expect(rockets).not.toMatch(/\p{Surrogate}/u);
});
