import { describe, expect, test } from "vitest";
import { outlineOf, scriptsOf } from "~/features/tags/look-alikes";

describe("scripts of a name", () => {
  test.each([
    ["Fees", ["Latin"]],
    ["EIP-4844 (blobs)", ["Latin"]],
    ["Zürich façade", ["Latin"]],
    ["комиссии", ["Cyrillic"]],
    ["手数料とガス代", ["Chinese, Japanese or Korean"]],
    ["수수료 手數料", ["Chinese, Japanese or Korean"]],
    ["4844", []],
    ["f\u0435es", ["Latin", "Cyrillic"]],
    ["αlpha", ["Greek", "Latin"]],
    ["fees 費用", ["Latin", "Chinese, Japanese or Korean"]],
  ])("%s: %o", (name, scripts) => {
    expect(scriptsOf(name)).toEqual(scripts);
  });
});

test.each([
  ["Fees", "fееs"],
  ["Fees", "FÉES"],
  ["Fees", "ｆｅｅｓ"],
  ["Fees", "𝐟𝐞𝐞𝐬"],
  ["Fees", "f e-e·s"],
  ["Blobs", "BIobs"],
  ["Blobs", "b1obs"],
  ["Blobs", "bl0bs"],
  ["core", "сore"],
  ["cope", "соре"],
  ["Rollup", "RoIIup"],
  ["modem", "modern"],
])("%s looks like %s", (one, other) => {
  expect(outlineOf(other)).toBe(outlineOf(one));
});

test("different words keep different outlines", () => {
  const names = [
    "Fees",
    "Blobs",
    "Rollups",
    "Sequencing",
    "Data availability",
    "L1",
    "L2",
    "L3",
    "EIP-4844",
    "EIP-4845",
    "MEV",
  ];
  expect(new Set(names.map(outlineOf)).size).toBe(names.length);
});
