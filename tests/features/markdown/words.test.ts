import { expect, test } from "vitest";
import { stem, wordsOf } from "~/features/markdown/markdown";

const short = (text: string) =>
  wordsOf(text).map((word) => `${word.text}${word.isWhole ? "*" : ""}${word.isCommon ? "-" : ""}@${word.position}`);

test.each([
  ["Rollups scale Ethereum", ["rollups@0", "scale@1", "ethereum@2"]],
  ["the op-stack chains", ["the-@0", "op-stack*@1", "op@1", "stack@2", "chains@3"]],
  ["EIP-4844 and EIP 7732", ["eip-4844*@0", "eip@0", "4844@1", "and-@2", "eip@3", "7732@4"]],
  ["call eth_getLogs()", ["call@0", "eth_getlogs*@1", "eth@1", "getlogs@2"]],
  ["100,000 TPS, 6,500× and $0.001", ["100000@0", "tps@1", "6500@2", "and-@3", "0.001@4"]],
  ["41%, 60 %.", ["41@0", "60@1"]],
  ["Ethereum’s don't", ["ethereum@0", "dont@1"]],
  ["Überraschung naïve", ["uberraschung@0", "naive@1"]],
  ["0xABCdef01…", ["0xabcdef01@0"]],
  ["https://l2beat.com/scaling", ["https@0", "l2beat.com*@1", "l2beat@1", "com@2", "scaling@3"]],
  ["手数料", ["手@0", "数@1", "料@2"]],
  ["v1.2.3 node.js", ["v1.2.3*@0", "v1@0", "2@1", "3@2", "node.js*@3", "node@3", "js@4"]],
  ["a/b, (c) ... --", ["a-@0", "b@1", "c@2"]],
  ["", []],
])("%s", (text, words) => {
  expect(short(text)).toEqual(words);
});

test("words know where they stand in the text", () => {
  const text = "Fees, in “gwei”: 10,000 on op-stack.";
  for (const { start, end, text: folded } of wordsOf(text))
    expect(text.slice(start, end).toLowerCase().replaceAll(",", "")).toBe(folded);
});

test("forms of a word share a stem, names and code do not change", () => {
  const groups = [
    ["rollup", "rollups"],
    ["withdrawal", "withdrawals"],
    ["scale", "scales", "scaled", "scaling"],
    ["prove", "proved", "proves", "proving"],
    ["fragmentation", "fragmented", "fragment", "fragments"],
  ];
  for (const group of groups) expect(new Set(group.map(stem)).size, group.join(" ")).toBe(1);
  expect(stem("internal")).not.toBe(stem("intern"));
  expect(["constructor", "toString", "eip-4844", "l2beat", "手"].map(stem)).toEqual([
    "constructor",
    "toString",
    "eip-4844",
    "l2beat",
    "手",
  ]);
});

test("a word as long as a text is cut, and takes no time", () => {
  expect(wordsOf("a".repeat(60_000))[0]!.text).toHaveLength(64);
  expect(wordsOf("a-".repeat(30_000)).length).toBeLessThan(40_000);
  expect(wordsOf("'".repeat(60_000))).toEqual([]);
  expect(wordsOf("1,".repeat(30_000)).length).toBe(30_000);
});
