/** The cells of a ledger's rows, from a claim's words and its verdict. */
import { describe, expect, test } from "vitest";
import { foundInWords, ledgerWords } from "~/features/claims/ledger-words";
import { sortLedger } from "~/features/claims/ledger-order";
import { readVerdict } from "~/features/claims/verdict";

const now = new Date("2026-11-28T10:00:00Z");
const plain = {
  heading: "",
  title: "",
  status: "unchecked" as const,
  factor: null,
  points: null,
  verdict: readVerdict({}),
};
const words = (text: string, address = "metric:base/tps", more: object = {}) =>
  ledgerWords({ ...plain, text, address, ...more }, now);

test.each([
  ["around 100,000 TPS", "~100,000\u00a0TPS"],
  ["~2M daily transactions", "~2M\u00a0tx/d"],
  ["60%+", "≥\u00a060\u00a0%"],
  ["up to 70%", "≤\u00a070\u00a0%"],
  ["under 100 ms", "<\u00a0100\u00a0ms"],
  ["$16–19B", "$16B–19B"],
  ["6,500×", "6,500×"],
  ["90% lower", "−90\u00a0%"],
  ["+38.7%", "+38.7\u00a0%"],
  ["34 OP Stack chains", "34\u00a0chains"],
  ["21,436,114 transactions a day", "21,436,114\u00a0tx/d"],
  ["two of three", "two of three"],
  ["about $0.0004", "~$0.0004"],
  ["under 5 months", "<\u00a05\u00a0months"],
  ["1 month", "1\u00a0month"],
])("%s is stated as %s", (text, stated) => {
  expect(words(text).stated).toBe(stated);
});

const series = {
  subject: "base",
  metric: "tps",
  definition: "tps.daily@1",
  provider: "archive",
  providerName: "The archive",
  median: "125.1",
  unit: "tx/s",
  days: [{ day: "2026-02-19", value: "125.1" }],
};
const check = (value: string, more: object = {}) => ({
  observed: { from: "2026-02-13", to: "2026-02-19", lo: value, hi: value, series: [{ ...series, median: value }] },
  outcome: "close",
  factor: "1.1",
  points: null,
  isAtLeast: false,
  says: "One sentence.",
  ...more,
});

describe("the observed values of a claim", () => {
  test("a value that has moved says by how much", () => {
    const verdict = readVerdict({ atPosting: check("125.1"), now: check("150.12") });
    expect(words("142 TPS", "metric:base/tps", { status: "moved", verdict })).toMatchObject({
      observedThen: "125.1\u00a0TPS",
      observedNow: "150.1\u00a0TPS",
      distance: "+20\u00a0%",
      source: "The archive",
    });
  });

  test("a bound is shown as one, and so is its distance", () => {
    const observed = { from: "2026-02-13", to: "2026-02-19", lo: null, hi: "0.4899", series: [series, series] };
    const verdict = readVerdict({ atPosting: check("0", { observed, isAtLeast: true, points: "0.0981" }) });
    const address = "metric:base/tps?share=l2/tps";
    expect(words("60%+", address, { status: "off", points: "0.0981", verdict })).toMatchObject({
      observedThen: "≤\u00a048.99\u00a0%",
      observedNow: "",
      distance: "≥\u00a09.8\u00a0pp",
    });
  });

  test("a forecast counts the days left, the last one whole, and then is due", () => {
    const due = (day: string) =>
      words("10,000 TPS", `claim:forecast?by=${day}&metric=ethereum/tps`, { status: "forecast" }).distance;
    expect(due("2026-12-31")).toBe("34\u00a0d left");
    expect(due("2026-11-28")).toBe("1\u00a0d left");
    expect(due("2026-11-27")).toBe("due, no data");
  });

  test("a note says value, window and source; a restatement's note also quotes the earlier post", () => {
    const verdict = readVerdict({ atPosting: check("125.1"), restates: { claimId: 1, text: "up to 150 TPS" } });
    const given = {
      ...plain,
      text: "142 TPS",
      address: "metric:base/tps",
      status: "holds" as const,
      verdict,
      says: "",
    };
    expect(foundInWords(given, ledgerWords(given, now))).toBe(
      "Stated 142\u00a0TPS; value of 19 Feb 2026 125.1\u00a0TPS. The archive. An earlier post says “up to 150 TPS”.",
    );
  });
});

test("a ledger sorted by factor begins with the farthest off; shares follow, the rest keep their order", () => {
  const row = (id: number, factor: string | null, points: string | null = null) => ({
    id,
    factor,
    points,
    status: factor || points ? ("off" as const) : ("holds" as const),
  });
  const rows = [row(1, null), row(2, "1.8"), row(3, null, "0.098"), row(4, "420"), row(5, null)];
  expect(sortLedger(rows, "factor").map(({ id }) => id)).toEqual([4, 2, 3, 1, 5]);
  expect(sortLedger(rows, "status").map(({ id }) => id)).toEqual([2, 3, 4, 1, 5]);
  expect(sortLedger(rows, "post")).toBe(rows);
});
