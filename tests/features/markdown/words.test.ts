import { expect, test } from "vitest";
import { stem, wordsOf } from "~/features/markdown/markdown";

const short = (text: string) =>
  wordsOf(text).map((word) => `${word.text}${word.isWhole ? "*" : ""}${word.isCommon ? "-" : ""}@${word.position}`);

test.each([
  ["Rollups scale Ethereum", ["rollups@0", "scale@1", "ethereum@2"]],
  ["the op-stack chains", ["the-@0", "opstack*@1", "op@1", "stack@2", "chains@3"]],
  ["EIP-4844 and EIP 7732", ["eip4844*@0", "eip@0", "4844@1", "and-@2", "eip@3", "eip7732*@4", "7732@4"]],
  ["EIP4844 erc20 L2", ["eip4844*@0", "eip@0", "4844@1", "erc20*@2", "erc@2", "20@3", "l2@4"]],
  [
    "zkSync maxPriorityFeePerGas NFTs",
    [
      "zksync*@0",
      "zk@0",
      "sync@1",
      "maxpriorityfeepergas*@2",
      "max@2",
      "priority@3",
      "fee@4",
      "per@5",
      "gas@6",
      "nfts@7",
    ],
  ],
  ["ePBS iPhone", ["epbs*@0", "e@0", "pbs@1", "iphone@2"]],
  ["100K 1.5m 100 000", ["100000*@0", "100k@0", "1500000*@1", "1@1", "5m@2", "100000*@3", "100@3", "000@4"]],
  ["60 million gas", ["60000000*@0", "60@0", "million@1", "gas@2"]],
  ["Łukasz Ørsted ısı straße", ["lukasz@0", "orsted@1", "isi@2", "strasse@3"]],
  ["block\u00ADspace roll\u200Bup", ["blockspace@0", "rollup@1"]],
  ["🚀 up", ["🚀@0", "up@1"]],
  ["롤업은 빠르다", ["롤업은@0", "빠르다@1"]],
  ["ธรรมเนียมต่ำ", ["ธรรมเนยม@0", "ตา@1"]],
  ["call eth_getLogs()", ["call@0", "eth_getlogs*@1", "eth@1", "get@2", "logs@3"]],
  ["100,000 TPS, 6,500× and $0.001", ["100000@0", "tps@1", "6500x*@2", "6500@2", "and-@3", "0.001@4"]],
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
  const text = "Fees, in “gwei”: 10,000 on op-stack and zkSync, 100 000 of EIP4844.";
  for (const { start, end, text: folded } of wordsOf(text))
    expect(text.slice(start, end).toLowerCase().replaceAll(/[, -]/g, "")).toBe(folded);
});

test.each([
  "behaviour behavior behaviours behavioural",
  "optimise optimize optimised optimization optimisation",
  "analyse analyze analysed analyzing",
  "licence license licensed licensing licences",
  "centre center centres centred",
  "catalogue catalog",
  "modelling modeling modelled model",
  "fuelled fueled",
  "defence defense",
  "programme program programmes",
  "towards toward",
  "grey gray",
])("British and American spellings have one stem: %s", (words) => {
  expect(new Set(wordsOf(words).map((word) => word.stem)).size).toBe(1);
});

test.each([
  "four for",
  "hour hor",
  "rolling role",
  "filling file",
  "polling pole",
  "tour tor",
  "source sorce",
  "sense since",
])("a rule of spelling makes no two words one: %s", (words) => {
  expect(new Set(wordsOf(words).map((word) => word.stem)).size).toBe(2);
});

test("a Korean noun has the stem of it without its particle", () => {
  expect(wordsOf("롤업 롤업은 롤업을 롤업에서").map((word) => word.stem)).toEqual(["롤업", "롤업", "롤업", "롤업"]);
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

test.each([
  ["2.75 bn", "2750000000"],
  ["$3.5-trillion", "3500000000000"],
  ["6.02×10^23", `602${"0".repeat(21)}`],
  ["4×10⁶", "4000000"],
  ["2.5 · 10^9", "2500000000"],
  ["1e6", "1000000"],
  ["10^{-6}", "10^-6"],
  ["2²⁵⁶", "2^256"],
  ["20 s", "20s"],
  ["1,500×", "1500x"],
  ["v2.0.1rc3", "v2.0.1"],
  ["2.5-fold", "2.5"],
  ["1.5–2.25", "2.25"],
  ["ERCs 20, 721 and 1155", "erc1155"],
  ["EIPs 7685/7002", "eip7002"],
  ["an EIP\u00A01559 base fee", "eip1559"],
])("%s is also the word %s", (text, whole) => {
  expect(wordsOf(text).flatMap((word) => (word.isWhole ? [word.text] : []))).toContain(whole);
});

test.each([
  ["EIP-1559 and 30 million", "eip30"],
  ["2×3 matrices", "2x"],
  ["7×10⁶", "1000000"],
  ["the rollup's slot", "s"],
  ["EIPs 1, 2.5 gwei", "eip2"],
  ["v1.13.5", "1.13.5"],
  ["1e99", `1${"0".repeat(99)}`],
])("%s is not the word %s", (text, whole) => {
  expect(wordsOf(text).flatMap((word) => (word.isCommon ? [] : [word.text]))).not.toContain(whole);
});

test("a footnote's mark belongs to no word", () => {
  expect(short("throughput¹ block-space² rollups.³")).toEqual([
    "throughput@0",
    "blockspace*@1",
    "block@1",
    "space@2",
    "rollups@3",
  ]);
});
