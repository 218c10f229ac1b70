import { expect, test } from "vitest";
import type { Interval } from "~/features/claims/interval";
import { proposeCorrection } from "~/features/claims/propose-correction";
import { decimal, divide } from "~/features/claims/rational";

const at = (value: string): Interval => ({ lo: decimal(value), hi: decimal(value) });
const perDay = (value: string) => divide(decimal(value), decimal("86400"));
const daily = (value: string): Interval => ({ lo: perDay(value), hi: perDay(value) });

test.each<[string, string | null, Interval, string | null]>([
  ["about 1M daily transactions", null, daily("1996006"), "about 2M daily transactions"],
  ["142 TPS", null, daily("10808882"), "125 TPS"],
  ["around 100,000 TPS", null, at("237.4"), "around 240 TPS"],
  ["~2M daily transactions", null, { lo: perDay("22063767"), hi: null }, "at least 22M daily transactions"],
  ["60%+", null, { lo: null, hi: decimal("0.4899") }, "at most 49%"],
  ["$16–19B", null, at("12300000000"), "$12B"],
  ["$38-44B in all", null, at("41234000000"), "$41B in all"],
  ["6,500×", null, at("1.84"), "1.8×"],
  ["12 s blocks", null, at("2"), "2 s blocks"],
  ["100K TPS", null, at("142000"), "140K TPS"],
  ["1,234,567", "tx/d", daily("2345678"), "2,350,000"],
  ["up to 70%", null, at("0.31"), "31%"],
  ["5 and 6 gwei", null, at("7000000000"), null],
  ["a lot", null, at("7"), null],
])("%s", (text, unit, observed, expected) => expect(proposeCorrection(text, unit, observed)).toBe(expected));
