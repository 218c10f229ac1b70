import { describe, expect, test } from "vitest";
import type { Block } from "~/features/metrics/block";
import { divide, toDecimal } from "~/features/metrics/decimal";
import {
  blobBaseFee,
  blobs,
  blockTime,
  estimateRate,
  fakeExponential,
  median,
  mgas,
  tps,
  windowOf,
} from "~/features/metrics/formulas";
import { faultIn, leaps } from "~/features/metrics/sanity";
import { ageInWords, stateOf } from "~/features/metrics/series-state";
import { gapAfter, stateInWords } from "~/features/series/series-view";
import { afterVisit } from "~/features/observations/breaker";

const block = (number: number, time: number, userTxs: number, gasUsed = 0n): Block => ({
  number,
  time,
  userTxs,
  gasUsed,
  hash: `0x${number}`,
  parentHash: `0x${number - 1}`,
  gasLimit: 60_000_000n,
  baseFee: 7n,
  blobGasUsed: 393_216n,
  excessBlobGas: 0n,
});

describe("rates over the last minute", () => {
  const blocks = [10, 20, 30, 40, 50, 60, 70].map((txs, index) =>
    block(100 + index, 1_000 + 12 * index, txs, 30_000_000n),
  );
  const window = windowOf(blocks, 60)!;

  test("the window begins with the newest block that is sixty seconds old, and does not count it", () => {
    expect([window.from.number, window.to.number, window.counted.length]).toEqual([101, 106, 5]);
    expect(tps(window)).toBe(divide(30n + 40n + 50n + 60n + 70n, 60n));
    expect(tps(window)).toBe("4.166666667");
    expect(mgas(window)).toBe("2.5");
    expect(blockTime(window)).toBe("12");
  });

  test("too few blocks, or blocks of one second, are no window", () => {
    expect(windowOf(blocks.slice(0, 4), 60)).toBeNull();
    expect(windowOf([], 60)).toBeNull();
    expect(windowOf([block(1, 5, 1), block(2, 5, 1)], 0)).toBeNull();
  });
});

test("the blob base fee is EIP-4844's integer series", () => {
  // Vectors of the EIP's reference tests.
  expect([0n, 3n, 4n, 7n].map((numerator) => fakeExponential(38_493n, numerator, 1_000n))).toEqual([
    38_493n,
    38_608n,
    38_647n,
    38_763n,
  ]);
  expect(fakeExponential(1n, 8n, 2n)).toBe(50n);
  expect(fakeExponential(10n, 8n, 2n)).toBe(542n);
  expect(fakeExponential(2n, 5n, 2n)).toBe(23n);
  expect(fakeExponential(1n, 50_000_000n, 2_225_652n)).toBe(5_709_098_764n);
  expect(blobBaseFee(0n, 5_007_716)).toBe("1");
  expect(blobs(block(1, 1, 1))).toBe("3");
});

test("the middle of an even number is the mean of two, and of nothing is nothing", () => {
  expect([median([]), median([5n]), median([9n, 1n]), median([3n, 1n, 2n])]).toEqual([null, 5n, 5n, 2n]);
});

test("a sample of a constant chain is exact and has no error; of a changing one it has", () => {
  expect(estimateRate([4, 4, 4, 4], 240, 60)).toEqual({ value: "16.000000000", error: "0.000000000" });
  const estimate = estimateRate([2, 6], 240, 60)!;
  expect([estimate.value, Number(estimate.error) > 0]).toEqual(["16.000000000", true]);
  expect(estimateRate([4], 240, 60)).toBeNull();
});

test("numbers are plain decimals or none", () => {
  expect([1e-7, 9_850_000.0, "142.50", -3].map(toDecimal)).toEqual(["0.0000001", "9850000", "142.50", "-3"]);
  expect([NaN, Infinity, 1e308, "1e9", "0x1", "", null, "NaN"].map(toDecimal)).toEqual(Array(8).fill(null));
});

test("an impossible value is held back with the reason", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const given = {
    subject: "base",
    definition: "tps.live@1" as const,
    quality: "final" as const,
    at: now,
    value: "142",
  };
  expect(faultIn(given, now)).toBeNull();
  expect(faultIn({ ...given, value: "-1" }, now)).toBe("it is negative");
  expect(faultIn({ ...given, value: "1000001" }, now)).toBe("it is above 1000000");
  expect(faultIn({ ...given, at: new Date("2026-11-22T12:02:00Z") }, now)).toBe("it is from the future");
  expect(faultIn({ ...given, at: new Date(NaN) }, now)).toBe("its time is no time");
  expect([
    leaps("51", "10", { jump: 5 }),
    leaps("50", "10", { jump: 5 }),
    leaps("1", "10", { jump: 5 }),
    leaps("900", "10", { jump: null }),
  ]).toEqual([true, false, true, false]);
});

describe("the state of a series", () => {
  const definition = { interval: 60, datedBy: "end", staleAfter: 60, downAfter: 600 } as const;
  const lastAt = new Date("2026-11-22T12:00:00Z");
  const after = (seconds: number, more = {}) =>
    stateOf({
      lastAt,
      quality: "final",
      isDisputed: false,
      definition,
      now: new Date(lastAt.getTime() + seconds * 1_000),
      ...more,
    });

  test("comes from the age of the data alone", () => {
    expect([0, 60, 61, 600, 601].map((seconds) => after(seconds))).toEqual(["live", "live", "stale", "stale", "down"]);
    expect(after(5, { isDisputed: true })).toBe("disputed");
    expect(after(5, { quality: "provisional" })).toBe("provisional");
    expect(after(5, { lastAt: null })).toBe("down");
    expect(after(-30)).toBe("live");
  });

  test("a day speaks until it ends", () => {
    const daily = { interval: 86_400, datedBy: "beginning", staleAfter: 108_000, downAfter: 345_600 } as const;
    expect(after(86_400 + 107_000, { definition: daily })).toBe("live");
    expect(after(86_400 + 109_000, { definition: daily })).toBe("stale");
  });

  test("is said in words, never as nothing", () => {
    expect(stateInWords({ state: "stale", age: 9 * 3_600 + 5, asOf: "2026-11-22T12:00:00Z", recordedTo: null })).toBe(
      "stale, 9 h old",
    );
    expect(stateInWords({ state: "down", age: null, asOf: null, recordedTo: null })).toBe("no value yet");
    const recorded = {
      state: "archive",
      age: 15_465_600,
      asOf: "2026-06-03T00:00:00.000Z",
      recordedTo: "2026-06-02",
    } as const;
    expect(stateInWords(recorded)).toBe("recorded, to 2 Jun 2026");
    expect([0, 59, 60, 3_600, 200_000].map(ageInWords)).toEqual(["0 s", "59 s", "1 min", "1 h", "2 d"]);
  });
});

test("a gap is a distance of three usual ones", () => {
  const at = (seconds: number): [string, string] => [new Date(seconds * 1_000).toISOString(), "1"];
  expect(gapAfter([at(0), at(30), at(60), at(90), at(600)], "raw")).toBe(90_000);
  expect(gapAfter([], "hour")).toBe(5_400_000);
});

test("a breaker opens with the fifth failure in a row and waits twice as long each time, half an hour at most", () => {
  const now = new Date(0);
  let breaker = { fails: 0, breakerUntil: null as Date | null, breakerSeconds: 0, recent: "" };
  const waits: number[] = [];
  for (let time = 0; time < 12; time++)
    waits.push((breaker = afterVisit(breaker, false, now)).breakerUntil?.getTime() ?? 0);
  expect(waits.map((ms) => ms / 1_000)).toEqual([0, 0, 0, 0, 60, 120, 240, 480, 960, 1_800, 1_800, 1_800]);
  expect(afterVisit(breaker, true, now)).toEqual({ fails: 0, breakerUntil: null, breakerSeconds: 0, recent: "" });
});
