/** The arithmetic of verdicts, with the numbers of the demonstration. */
import { describe, expect, test } from "vitest";
import { compareWith, factorInWords, pointsInWords } from "~/features/claims/compare";
import { compareClaims, leastOf, type Statement } from "~/features/claims/consistency";
import { type Interval, statedInterval } from "~/features/claims/interval";
import { decimal, divide, toDecimal } from "~/features/claims/rational";
import { findQuantities } from "~/features/claims/read-quantities";
import { type Evidence, statusOf } from "~/features/claims/status";

const findContradictions = (...given: Parameters<typeof compareClaims>) => compareClaims(...given).contradictions;

const stated = (text: string) => {
  const quantity = findQuantities(text)[0]?.quantity;
  const interval = quantity && statedInterval(quantity);
  if (!interval) throw new Error(`"${text}" states nothing`);
  return interval;
};
const exactly = (value: string): Interval => ({ lo: decimal(value), hi: decimal(value) });
const perDay = (value: string): Interval => {
  const rate = divide(decimal(value), decimal("86400"));
  return { lo: rate, hi: rate };
};
const inWords = (text: string, observed: Interval) => {
  const { wide, dimension } = stated(text);
  const found = compareWith(wide, observed, dimension);
  if (found.outcome === "opposite" || found.outcome === "undecided") return found.outcome;
  const distance = found.factor ? factorInWords(found.factor) : pointsInWords(found.points!);
  return `${found.outcome} ${found.isAtLeast ? "at least " : ""}${distance}`;
};

describe("a statement is widened by its rounding", () => {
  test.each<[string, string | null, string | null]>([
    ["142 TPS", "139.16", "144.84"],
    ["60%+", "0.588", null],
    ["around 100,000 TPS", "90000", "110000"],
    ["$16-19B", "15500000000", "19500000000"],
    ["2.50 gwei", "2450000000", "2550000000"],
    ["0 TPS", "0", "0"],
  ])("%s", (text, lo, hi) => {
    const { wide } = stated(text);
    expect([wide.lo && toDecimal(wide.lo), wide.hi && toDecimal(wide.hi)]).toEqual([lo, hi]);
  });
});

describe("a statement beside an observation", () => {
  test.each<[string, Interval, string]>([
    ["142 TPS", perDay("10808882"), "close 1.1×"],
    ["142 TPS", exactly("142.4"), "match 1×"],
    ["about 1M daily transactions", perDay("1996006"), "off 1.8×"],
    ["~2M daily transactions", { lo: perDay("22063767").lo, hi: null }, "off at least 10×"],
    ["60%+", { lo: null, hi: divide(decimal("10808882"), decimal("22063767")) }, "off at least 9.8 points"],
    ["at least 60%", exactly("0.71"), "match 0 points"],
    ["30 million transactions per day", { lo: perDay("22063767").lo, hi: null }, "undecided"],
    ["12 s", exactly("-3"), "opposite"],
    ["around 100,000 TPS", exactly("0.5"), "off 180,000×"],
  ])("%s", (text, observed, expected) => expect(inWords(text, observed)).toBe(expected));
});

const at = new Date("2026-02-20T09:14:00Z");
function statement(
  claimId: number,
  text: string,
  subject: string,
  relation: Statement["relation"] = { kind: "level" },
  measure = "transactions",
): Statement {
  const { exact, wide } = stated(text);
  return { claimId, subject, measure, asOf: at, exact, wide, relation };
}
const isPartOf = (part: string, whole: string) => whole === "l2" && part !== "l2" && part !== "ethereum";

describe("the demonstration contradicts itself", () => {
  const all = findContradictions(
    [
      statement(1, "around 100,000 TPS", "l2"),
      statement(2, "6,500×", "l2", { kind: "multiple", over: "ethereum" }),
      statement(3, "~2M daily transactions", "l2"),
      statement(4, "about 1M daily transactions", "ethereum"),
      statement(5, "142 TPS", "base"),
      statement(6, "60%+", "base", { kind: "share", of: "l2" }),
      statement(7, "$16–19B", "arbitrum", { kind: "level" }, "tvs"),
      statement(8, "41%", "arbitrum", { kind: "share", of: "l2" }, "tvs"),
      statement(9, "$38–44B", "l2", { kind: "level" }, "tvs"),
    ],
    isPartOf,
  );
  const factorOf = (claimId: number) => {
    const smallest = leastOf(all.filter(({ marked }) => marked.includes(claimId)));
    return smallest && factorInWords(smallest.factor);
  };

  test("100,000 TPS shows 420× and lists 4,300×", () => {
    expect(factorOf(1)).toBe("420×");
    const others = all.filter(({ marked }) => marked.includes(1)).map(({ factor }) => factorInWords(factor));
    expect(others).toContain("4,300×");
  });

  test("2M a day is less than Base's 142 TPS make alone: 6.1×", () => expect(factorOf(3)).toBe("6.1×"));

  test("the parts that a total follows from carry no mark", () => {
    expect([4, 5, 6].map(factorOf)).toEqual([null, null, null]);
  });

  test("Arbitrum's share fits", () => expect([7, 8, 9].map(factorOf)).toEqual([null, null, null]));

  test("shares of one whole add up to at most all of it", () => {
    const shares = ["base", "arbitrum", "linea"].map((subject, index) =>
      statement(index + 1, "40% of", subject, { kind: "share", of: "l2" }),
    );
    expect(findContradictions(shares, isPartOf).map(({ rule }) => rule)).toEqual(["shares-over-all"]);
    expect(findContradictions(shares.slice(0, 2), isPartOf)).toEqual([]);
  });

  test("claims about distant times don't contradict one another", () => {
    const early = { ...statement(1, "100,000 TPS", "l2"), asOf: new Date("2025-06-01T00:00:00Z") };
    expect(findContradictions([early, statement(2, "20 TPS", "l2")], isPartOf)).toEqual([]);
  });
});

describe("one word is shown", () => {
  const nothing: Evidence = {
    isCorrected: false,
    atPosting: null,
    now: null,
    contradiction: null,
    fits: false,
    isNotInSource: false,
    isDisputed: false,
    obstacle: null,
    basis: "metric",
    hasSource: false,
    isStale: false,
    outcome: null,
  };
  const match = compareWith(exactly("1"), exactly("1"), "tx-rate");
  const close = compareWith(exactly("12"), exactly("10"), "tx-rate");
  const off = compareWith(exactly("20"), exactly("10"), "tx-rate");
  const contradiction = { factor: decimal("420") };

  test.each<[string, Partial<Evidence>, string]>([
    ["a correction stands before all", { isCorrected: true, atPosting: off, contradiction }, "corrected"],
    ["off where data says so, before arithmetic", { atPosting: off, now: off, contradiction }, "off"],
    ["arithmetic alone", { contradiction }, "inconsistent"],
    ["arithmetic before what reviewers found", { contradiction, isNotInSource: true }, "inconsistent"],
    ["not in source before units", { isNotInSource: true, obstacle: "UOPS are not TPS." }, "not-in-source"],
    [
      "evidence that several sides agree with, after claims that are in no source",
      { isNotInSource: true, isDisputed: true },
      "not-in-source",
    ],
    [
      "evidence that several sides agree with, before data that fits",
      { isDisputed: true, atPosting: match },
      "disputed",
    ],
    ["units that differ", { obstacle: "UOPS are not TPS." }, "cant-compare"],
    ["right then, further away now", { atPosting: match, now: off }, "moved"],
    ["right then, a little away now", { atPosting: match, now: close }, "moved"],
    ["right then and now", { atPosting: close, now: match }, "holds"],
    ["right then, nothing known now", { atPosting: match }, "holds"],
    ["off then, right now", { atPosting: off, now: match }, "came-true"],
    ["off then, nothing known now", { atPosting: off }, "off"],
    ["nothing known then", { now: off }, "unchecked"],
    ["an old claim in the present tense", { atPosting: match, isStale: true }, "stale"],
    ["a forecast whose day has not come", { basis: "forecast" }, "forecast"],
    ["a forecast whose day has passed without data", { basis: "forecast", outcome: "due" }, "due"],
    ["a forecast that came true", { basis: "forecast", outcome: "met" }, "met"],
    ["the author's own data", { basis: "first-party" }, "first-party"],
    ["a source and no metric", { basis: "none", hasSource: true }, "sourced"],
    ["neither", { basis: "none" }, "no-source"],
  ])("%s", (_, evidence, expected) => expect(statusOf({ ...nothing, ...evidence })).toBe(expected));
});
