import { describe, expect, test } from "vitest";
import { outcomeOf, targetOfChange } from "~/features/claims/forecast";
import { type Interval, statedInterval } from "~/features/claims/interval";
import { decimal, toDecimal } from "~/features/claims/rational";
import { findQuantities } from "~/features/claims/read-quantities";

const stated = (text: string) => statedInterval(findQuantities(text)[0]!.quantity!)!;
const at = (value: string): Interval => ({ lo: decimal(value), hi: decimal(value) });

describe("a forecast on its date", () => {
  test.each<[string, Interval | null, Interval | null, string]>([
    ["10,000 TPS", at("25"), at("10200"), "met"],
    ["10,000 TPS", at("25"), at("25000"), "met"],
    // 10,000 has one significant digit and is widened by 10 %: from 9,000 on it is met.
    ["10,000 TPS", at("25"), at("9000"), "met"],
    ["10,000 TPS", at("25"), at("8999"), "missed"],
    // 142 is widened by 2 % to 139.16; nine tenths are 127.8.
    ["142 TPS", at("25"), at("139.16"), "met"],
    ["142 TPS", at("25"), at("139"), "partly-met"],
    ["142 TPS", at("25"), at("127.8"), "partly-met"],
    ["142 TPS", at("25"), at("127.7"), "missed"],
    // A fall: from 500 to 142 at most, 144.84 with rounding; a ninth more is 157.8.
    ["142 TPS", at("500"), at("12"), "met"],
    ["142 TPS", at("500"), at("150"), "partly-met"],
    ["142 TPS", at("500"), at("158"), "missed"],
    ["at least 60 TPS", null, at("80"), "met"],
    ["up to 60 TPS", null, at("80"), "missed"],
    ["142 TPS", null, at("500"), "missed"],
    ["142 TPS", null, at("141"), "met"],
    ["142 TPS", at("25"), null, "due"],
    // A lower bound may show that it is met, and never that it is missed.
    ["142 TPS", at("25"), { lo: decimal("300"), hi: null }, "met"],
    ["142 TPS", at("25"), { lo: decimal("30"), hi: null }, "due"],
  ])("%s", (text, baseline, result, outcome) => expect(outcomeOf({ ...stated(text), baseline, result })).toBe(outcome));

  test("78 % lower is a target of 22 % of the value at posting", () => {
    const target = targetOfChange(stated("78% lower fees"), "down", at("0.5"))!;
    expect([target.exact.lo && toDecimal(target.exact.lo), target.exact.hi && toDecimal(target.exact.hi)]).toEqual([
      "0.11",
      "0.11",
    ]);
    expect(targetOfChange(stated("78% lower fees"), "down", null)).toBeNull();
    expect(targetOfChange(stated("78% lower fees"), "down", { lo: decimal("1"), hi: null })).toBeNull();
  });
});
