import { expect, test } from "vitest";
import { formatChange, formatQuantity, quantityParts } from "~/ui/chart/chart";
import type { Value } from "~/ui/chart/chart";

/** With plain spaces, so that the table can be read. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

test.each<[Value, string, string]>([
  [142, "TPS", "142 TPS"],
  ["142.4", "tx/s", "142 tx/s"],
  [41.27, "Mgas/s", "41.3 Mgas/s"],
  [28.6, "tx/s", "28.6 tx/s"],
  [1157, "tx/s", "1,157 tx/s"],
  [9999, "tx/s", "9,999 tx/s"],
  [9999.6, "tx/s", "10k tx/s"],
  [12_345, "tx", "12.3k tx"],
  [999_960, "tx", "1M tx"],
  ["2000000", "tx", "2M tx"],
  [1e12, "tx", "1T tx"],
  [1e18, "tx", "1e18 tx"],
  [0, "tx/s", "0 tx/s"],
  [-5, "tx/s", "−5 tx/s"],
  [-0.0001, "tx/s", "−0.0001 tx/s"],
  [1e-9, "tx/s", "1e−9 tx/s"],
  ["0.000000001", "USD", "$1e−9"],
  [13_800_000_000, "USD", "$13.8B"],
  [0.003, "USD", "$0.003"],
  [-1_250_000, "USD", "−$1.25M"],
  [0.7012, "ratio", "70.1 %"],
  [60, "%", "60 %"],
  [420, "times", "420×"],
  [1, "wei", "1 wei"],
  ["1900000000", "wei", "1.9 gwei"],
  ["20000000000000000", "wei", "0.02 ETH"],
  ["1e-9", "gwei", "1 wei"],
  [0, "wei", "0 gwei"],
  [0.25, "s", "250 ms"],
  [12, "s", "12 s"],
  [1320, "s", "22 min"],
  [13, "min", "13 min"],
  [604_800, "s", "7 d"],
  [200, "ms", "200 ms"],
  [null, "tx/s", "–"],
  ["", "tx/s", "–"],
  ["not a number", "tx/s", "–"],
  ["Infinity", "tx/s", "–"],
  ["123456789012345678901234567890", "wei", "123B ETH"],
])("%s %s is written %s", (value, unit, written) => {
  expect(plain(formatQuantity(value, unit))).toBe(written);
});

test("a quantity is never broken across lines", () => {
  expect(formatQuantity(142, "user tx/s")).not.toContain(" ");
});

test("figure and unit can be set apart", () => {
  expect(quantityParts(41.27, "Mgas/s")).toEqual({ figure: "41.3", unit: "Mgas/s" });
  expect(quantityParts(13.8e9, "USD")).toEqual({ figure: "$13.8B", unit: "" });
});

test.each<[Value, Value, string, string | null]>([
  [100, 112, "tx/s", "+12 %"],
  [100, 86, "tx/s", "−14 %"],
  [100, 100.2, "tx/s", "0 %"],
  [100, 99.8, "tx/s", "0 %"],
  [1, 12, "tx/s", "×12"],
  [1, 4321, "tx/s", "×4,300"],
  [0, 5, "tx/s", null],
  [null, 5, "tx/s", null],
  [5, null, "tx/s", null],
  [-4, 5, "tx/s", null],
  [-4, -5, "tx/s", "−25 %"],
  [0.6, 0.63, "ratio", "+3 points"],
  [41, 40, "%", "−1 point"],
])("from %s to %s (%s) is %s", (from, to, unit, written) => {
  expect(plain(formatChange(from, to, unit))).toBe(written);
});
