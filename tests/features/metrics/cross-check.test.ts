/** Who is disputed when providers count the same. */
import { expect, test } from "vitest";
import { disputesAmong, type Total } from "~/features/metrics/cross-check";

const total = (definition: Total["definition"], values: number[]): Total => ({
  definition,
  days: new Map(values.map((value, index) => [`2026-11-0${index + 1}`, value])),
});

test("up to three in a hundred is no dispute, more is one for both", () => {
  const l2beat = total("tx-per-day.l2beat@1", [100, 100, 100]);
  expect(disputesAmong([l2beat, total("tx-per-day.growthepie@1", [97, 97, 97])])).toEqual([]);
  expect(disputesAmong([l2beat, total("tx-per-day.growthepie@1", [90, 100, 100])]).map(({ by }) => by)).toEqual([
    10 / 300,
    10 / 300,
  ]);
});

test("of three the two that agree are believed", () => {
  const disputes = disputesAmong([
    total("tx-per-day.own@1", [100, 101, 99]),
    total("tx-per-day.l2beat@1", [100, 100, 100]),
    total("tx-per-day.growthepie@1", [80, 80, 80]),
  ]);
  expect(disputes.map(({ definition }) => definition)).toEqual(["tx-per-day.growthepie@1"]);
});

test("fewer than three common days say nothing", () => {
  const late: Total = { definition: "tx-per-day.growthepie@1", days: new Map([["2026-11-03", 1]]) };
  expect(disputesAmong([total("tx-per-day.l2beat@1", [100, 100, 100]), late])).toEqual([]);
});
