import { expect, test } from "vitest";
import { withClaimWords } from "~/features/posts/replace-claim-words";

const from = { text: "142 TPS", address: "metric:base/tps" };

test("a claim's words change, and its link and the text around it stay", () => {
  expect(withClaimWords('At [142 TPS](metric:base/tps "unit=tx/s (mean)")[^a], so.', from, "125 TPS")).toEqual([
    'At [125 TPS](metric:base/tps "unit=tx/s (mean)")[^a], so.',
  ]);
  expect(withClaimWords("[142  TPS](<metric:base/tps>)", from, "125 TPS")).toEqual(["[125 TPS](<metric:base/tps>)"]);
});

test("of several links that read alike each has a text of its own", () => {
  expect(withClaimWords("[142 TPS](metric:base/tps) [142 TPS](metric:base/tps)", from, "1 TPS")).toEqual([
    "[1 TPS](metric:base/tps) [142 TPS](metric:base/tps)",
    "[142 TPS](metric:base/tps) [1 TPS](metric:base/tps)",
  ]);
});

test("a link with other words or another address is left alone", () => {
  expect(
    withClaimWords("[142 TPS](metric:base/uops) [14 TPS](metric:base/tps) [142 TPS](https://x.org)", from, "1"),
  ).toEqual([]);
});
