import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  bare,
  formatChange,
  formatQuantity,
  plainUnit,
  quantityParts,
  type ShownUnit,
  type Value,
} from "~/ui/quantity";

/** With plain spaces, so that the table can be read. */
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

const money = plainUnit("", { prefix: "$" });
const share: ShownUnit = { ...plainUnit("%", { worth: "0.01" }), isShare: true };
const apples = plainUnit("apples", { one: "apple" });
const time: ShownUnit = {
  key: "s",
  zeroForm: 1,
  forms: [
    { from: "0", worth: "0.001", word: "ms" },
    { from: "1", worth: "1", word: "s" },
    { from: "120", worth: "60", word: "min" },
  ],
};

test.each<[Value, ShownUnit, string]>([
  [142, apples, "142 apples"],
  ["142.4", apples, "142 apples"],
  [1, apples, "1 apple"],
  ["1.0004", apples, "1 apple"],
  ["-1", apples, "−1 apple"],
  [0, apples, "0 apples"],
  [41.27, apples, "41.3 apples"],
  [1157, apples, "1,157 apples"],
  [9999, apples, "9,999 apples"],
  ["9999.4", apples, "9,999 apples"],
  ["9999.5", apples, "10K apples"],
  [12_345, apples, "12.3K apples"],
  ["260015", apples, "260K apples"],
  ["123100", apples, "123K apples"],
  ["22520", apples, "22.5K apples"],
  ["351257", apples, "351K apples"],
  ["999499.999", apples, "999K apples"],
  ["999500", apples, "1M apples"],
  ["999950", apples, "1M apples"],
  ["999999999", apples, "1B apples"],
  ["999999999999", apples, "1T apples"],
  ["2000000", apples, "2M apples"],
  ["999", apples, "999 apples"],
  ["999.4", apples, "999 apples"],
  ["999.6", apples, "1,000 apples"],
  ["99.96", apples, "100 apples"],
  ["9.996", apples, "10 apples"],
  ["0.9996", apples, "1 apple"],
  [-5, apples, "−5 apples"],
  [-0, apples, "0 apples"],
  ["-0.0001", apples, "−0.0001 apples"],
  ["0.00000043", money, "$0.00000043"],
  ["0.000000431234", money, "$0.000000431"],
  ["0.000000000000000001", money, "$1e−18"],
  [1e-9, money, "$1e−9"],
  [13_800_000_000, money, "$13.8B"],
  [0.003, money, "$0.003"],
  [-1_250_000, money, "−$1.25M"],
  [0.7012, share, "70.1 %"],
  ["0.00012345", share, "0.0123 %"],
  [0, time, "0 s"],
  ["0.25", time, "250 ms"],
  ["0.9994", time, "999 ms"],
  ["0.9996", time, "1 s"],
  [12, time, "12 s"],
  ["119.94", time, "2 min"],
  ["119.4", time, "119 s"],
  ["119.6", time, "1.99 min"],
  [1320, time, "22 min"],
  [420, plainUnit("×", { isTight: true }), "420×"],
  // Digits that a double has not.
  ["1234500000000000000000000001", plainUnit("x", { worth: "1000000000000000000000000" }), "1,235 x"],
  ["1234499999999999999999999999", plainUnit("x", { worth: "1000000000000000000000000" }), "1,234 x"],
  ["2.675", plainUnit("x"), "2.68 x"],
  ["1.005", plainUnit("x"), "1.01 x"],
  [null, apples, "–"],
  [undefined as never, apples, "–"],
  ["", apples, "–"],
  ["not a number", apples, "–"],
  ["Infinity", apples, "–"],
  ["0x10", apples, "–"],
  [Number.NaN, apples, "–"],
])("%s is written as it should (%#)", (value, unit, written) => {
  expect(plain(formatQuantity(value, unit))).toBe(written);
});

const scales: Record<string, number> = { K: 3, M: 6, B: 9, T: 12 };

/** What a reader understands of "12.3K" or "4.3e−9": digits and the power of ten of the first one. */
function understood(text: string): { digits: string; decade: number } {
  const [, figures = "", power, letter] = /^([\d,.]+)(?:e(−?\d+)|([KMBT]))?$/.exec(text)!;
  const [whole = "", part = ""] = figures.replaceAll(",", "").split(".");
  const first = (whole + part).search(/[1-9]/);
  const more = power ? Number(power.replace("−", "-")) : letter ? scales[letter]! : 0;
  return { digits: (whole + part).slice(first).replace(/0+$/, ""), decade: whole.length - 1 - first + more };
}

const powers = Array.from({ length: 37 }, (_, index) => index - 18);

test.each(powers)("every number of the size 1e%d is shown with its value, to three digits", (power) => {
  const decimal = (digits: string) =>
    power >= 0
      ? `${digits[0]}${digits.slice(1).padEnd(power, "0").slice(0, power)}${digits.length - 1 > power ? `.${digits.slice(1 + power)}` : ""}`
      : `0.${"0".repeat(-power - 1)}${digits}`;
  for (const digits of ["1", "10001", "123", "1234", "1235", "43", "2675", "5", "99", "994", "9994"])
    for (const sign of ["", "-"]) {
      const text = formatQuantity(sign + decimal(digits), bare);
      expect(text.startsWith("−"), text).toBe(sign === "-");
      const read = understood(text.replace("−", text.startsWith("−") ? "" : "−"));
      const whole = power === 3 ? 4 : 3;
      const kept = String(Math.round(Number(digits.padEnd(6, "0")) / 10 ** (6 - whole)));
      expect(read, `${sign}${decimal(digits)} as ${text}`).toEqual({ digits: kept.replace(/0+$/, ""), decade: power });
    }
  for (const digits of ["99999", "9999999"]) {
    const text = formatQuantity(decimal(digits), bare);
    expect(understood(text), text).toEqual({ digits: "1", decade: power + 1 });
  }
});

test("a string that is far too long is no number", () => {
  expect(formatQuantity("9".repeat(100_000), apples)).toBe("–");
  expect(formatQuantity(`1e-${"9".repeat(50)}`, apples)).toBe("–");
});

test("a quantity is never broken across lines", () => {
  expect(formatQuantity(142, plainUnit("user tx/s"))).not.toContain(" ");
});

test("text and unit can be had separately", () => {
  expect(quantityParts(41.27, apples)).toEqual({ text: "41.3", unit: "apples" });
  expect(quantityParts(13.8e9, money)).toEqual({ text: "$13.8B", unit: "" });
});

test.each<[Value, Value, ShownUnit, string | null]>([
  [100, 112, apples, "+12 %"],
  [100, 86, apples, "−14 %"],
  [100, 100.2, apples, "0 %"],
  [100, 99.8, apples, "0 %"],
  [1, 12, apples, "×12"],
  [1, 4321, apples, "×4,300"],
  [1, 123_456, apples, "×120K"],
  [0, 5, apples, null],
  [null, 5, apples, null],
  [5, null, apples, null],
  [-4, 5, apples, null],
  [-4, -5, apples, "−25 %"],
  [0.6, 0.63, share, "+3 points"],
  ["0.41", "0.4", share, "−1 point"],
])("a change from %s to %s is said as it should (%#)", (from, to, unit, written) => {
  expect(plain(formatChange(from, to, unit))).toBe(written);
});

test("nothing under app/ui knows a metric's unit", () => {
  const files = readdirSync("app/ui", { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(40);
  const known = files.filter((name) =>
    /\b(g?wei|eth|UOPS|[Mk]?gas|gwei|POL|USD)\b/i.test(readFileSync(`app/ui/${name}`, "utf8")),
  );
  expect(known).toEqual([]);
});
