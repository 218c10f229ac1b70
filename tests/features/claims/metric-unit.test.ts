import { expect, test } from "vitest";
import { dimensionOfMetric, statedUnitOf, usualUnitOf } from "~/features/claims/metric-unit";
import { metricIds } from "~/features/metrics/metrics";

test("each metric's dimension and the unit of a bare number follow from its definitions' units", () => {
  const known = Object.fromEntries(metricIds.map((id) => [id, [dimensionOfMetric(id) ?? null, usualUnitOf(id)]]));
  expect(known).toEqual({
    tps: ["tx-rate", "tx/s"],
    uops: ["uop-rate", "uop/s"],
    "tx-per-day": ["tx-rate", "tx/d"],
    mgas: ["gas-rate", "Mgas/s"],
    "base-fee": ["ether-per-gas", null],
    "median-fee": [null, null],
    "blob-base-fee": ["ether-per-gas", null],
    blobs: ["blobs-per-block", "blobs/block"],
    tvs: ["usd", "USD"],
    tvl: ["usd", "USD"],
    "active-addresses": ["count", "count"],
    share: ["ratio", null],
    "scaling-factor": ["multiple", null],
    "block-time": ["time", null],
    "safe-lag": ["time", null],
    "finalized-lag": ["time", null],
    "chain-count": ["count", "count"],
  });
});

test("a fee that was paid is stated in ether, a price of gas in wei", () => {
  expect(statedUnitOf("median-fee", "wei")).toMatchObject({ id: "ETH", inBase: { n: 1n, d: 10n ** 18n } });
  expect(statedUnitOf("base-fee", "wei")).toMatchObject({ id: "wei", inBase: { n: 1n, d: 1n } });
  expect(statedUnitOf("mgas", "Mgas/s")).toMatchObject({ factor: { n: 1n }, inBase: { n: 1_000_000n } });
});
