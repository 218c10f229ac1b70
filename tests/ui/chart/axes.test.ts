import { expect, test } from "vitest";
import { plainUnit, type ShownUnit } from "~/ui/quantity";
import { timeTicks } from "~/ui/chart/time-axis";
import { span, valueAxis } from "~/ui/chart/value-axis";

const money = plainUnit("", { prefix: "$", axis: "USD" });
const share = plainUnit("%", { worth: "0.01" });
const time: ShownUnit = {
  key: "s",
  forms: [
    { from: "0", worth: "1", word: "s" },
    { from: "120", worth: "60", word: "min" },
  ],
};
const price: ShownUnit = {
  key: "price",
  forms: [
    { from: "0", worth: "1", word: "wei" },
    { from: "1e4", worth: "1e9", word: "gwei" },
  ],
};

test.each<[string, number[], boolean]>([
  ["zero within three times the range", [50, 171], true],
  ["zero just within", [150, 200], true],
  ["zero beyond three times the range", [151, 200], false],
  ["one value", [171], false],
  ["all the same", [171, 171, 171], false],
  ["zero itself", [0, 0], true],
  ["both sides of zero", [-3, 5], true],
  ["below zero, near", [-5, -1], true],
  ["below zero, far", [-105, -100], false],
  ["nothing", [], true],
])("a level scale starts at zero: %s", (_, values, startsAtZero) => {
  expect(span(values).startsAtZero).toBe(startsAtZero);
});

test("noise does not look like news: a scale that does not start at zero spans at least ±10 % of the median", () => {
  const { low, high } = span([170, 171, 172]);
  expect(low).toBeLessThanOrEqual(171 * 0.9);
  expect(high).toBeGreaterThanOrEqual(171 * 1.1 - 1e-9);
});

test("four or five lines at round values, equal in precision, for values of any size", () => {
  for (const size of [1e-9, 1e-6, 0.003, 0.7, 1, 7, 42, 171, 999, 1001, 12_345, 1e6, 3.3e10, 1e15, 1e18])
    for (const values of [
      [0, size],
      [size * 0.97, size],
      [size * 0.4, size],
      [-size, size],
      [-size * 0.5, 0],
    ]) {
      const { ticks, low, high } = valueAxis(values, plainUnit("tx/s"));
      const about = `${values.join(" to ")}: ${ticks.map(({ label }) => label).join(" ")}`;
      expect([4, 5], about).toContain(ticks.length);
      expect(low, about).toBeLessThanOrEqual(Math.min(...values) + size * 1e-9);
      expect(high, about).toBeGreaterThanOrEqual(Math.max(...values) - size * 1e-9);
      expect(new Set(ticks.map(({ label }) => label)).size, about).toBe(ticks.length);
    }
});

test("one letter and one unit for all lines; a scale that does not start at zero is printed", () => {
  const axis = valueAxis([1.1e10, 4.5e10], money);
  expect(axis.ticks.map(({ label }) => label)).toEqual(["0", "20B", "40B", "60B"]);
  expect(axis.unit).toBe("USD");
  expect(valueAxis([165, 174], plainUnit("tx/s")).unit).toBe("tx/s, scale from 150 to 190");
  expect(valueAxis([0, 1500], time)).toMatchObject({ unit: "min", high: 1800 });
  expect(valueAxis([0, 5.4e9], price)).toMatchObject({ unit: "gwei", high: 6e9 });
  expect(valueAxis([0.1, 0.68], share).ticks.map(({ label }) => label)).toEqual(["0", "20", "40", "60", "80"]);
});

test("a log scale says so, has powers of ten, and is not made of values that have no logarithm", () => {
  const axis = valueAxis([0, 0.4, 14, 180], plainUnit("tx/s"), { isLog: true });
  expect(axis.unit).toBe("tx/s, log scale");
  expect(axis.ticks.map(({ value }) => value)).toEqual([0.1, 1, 10, 100, 1000]);
  expect(valueAxis([0, 0], plainUnit("tx/s"), { isLog: true }).isLog).toBe(false);
});

const hours = (count: number) => count * 3_600_000;

test.each([
  ["an hour", hours(1)],
  ["a day", hours(24)],
  ["a week", hours(24 * 7)],
  ["30 days", hours(24 * 30)],
  ["90 days", hours(24 * 90)],
  ["180 days", hours(24 * 180)],
  ["a year", hours(24 * 365)],
  ["three years", hours(24 * 1000)],
  ["six years", hours(24 * 365 * 6)],
  ["eleven years", hours(24 * 365 * 11)],
])("%s has three to five dates, in order and each different", (_, length) => {
  const to = Date.parse("2026-11-03T00:00:00Z");
  const ticks = timeTicks(to - length, to);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(5);
  expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
  expect(ticks.every(({ at }) => at >= to - length && at <= to)).toBe(true);
});

test("days are UTC days, the first at the beginning", () => {
  const ticks = timeTicks(Date.parse("2026-10-04T00:00:00Z"), Date.parse("2026-11-03T00:00:00Z"), 4);
  expect(ticks.map(({ label }) => label.replace("\u00a0", " "))).toEqual(["4 Oct", "14 Oct", "24 Oct", "3 Nov"]);
});

test("no span at all has one date", () => {
  expect(timeTicks(1e12, 1e12)).toHaveLength(1);
});
