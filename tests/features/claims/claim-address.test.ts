import { expect, test } from "vitest";
import { readClaimAddress } from "~/features/claims/claim-address";

const base = { subject: "base", metric: "tps" };
const l2 = { subject: "l2", metric: "tps" };

test.each<[string, string, object]>([
  ["metric:base/tps", "", { binding: { kind: "level", series: base, asOf: null } }],
  ["metric:base/tps@2026-02-20", "", { binding: { kind: "level", series: base, asOf: "2026-02-20" } }],
  ["metric:base/tps?share=l2/tps", "", { binding: { kind: "share", series: base, of: l2, asOf: null } }],
  ["metric:l2/tps?over=base/tps", "", { binding: { kind: "multiple", series: l2, over: base, asOf: null } }],
  [
    "metric:base/tps?change=2024-03-13..2026-02-20",
    "",
    { binding: { kind: "change", series: base, from: "2024-03-13", to: "2026-02-20" } },
  ],
  [
    "metric:base/tps",
    "unit=tx/d; scope=all L2s; as on the card",
    { unit: "tx/d", scope: "all L2s", note: "as on the card" },
  ],
  [
    "claim:forecast?by=2026-12-31&metric=base/tps",
    "target",
    { binding: { kind: "forecast", series: base, by: "2026-12-31" }, note: "target" },
  ],
  ["claim:forecast?by=2026-12-31", "", { binding: { kind: "forecast", series: null, by: "2026-12-31" } }],
  ["claim:", "first-party; last quarter", { binding: { kind: "declared", isFirstParty: true }, note: "last quarter" }],
  ["claim:", "vendors' own figures", { binding: { kind: "declared", isFirstParty: false } }],
])("%s %s", (address, title, expected) =>
  expect(readClaimAddress(address, title)).toMatchObject({ ok: true, address: expected }),
);

test.each<[string, string, string]>([
  ["metric:base", "", "chain/metric"],
  ["metric:base/speed", "", 'no metric "speed"'],
  ["metric:base/tps@2026-02-30", "", "no day"],
  ["metric:base/tps?share=l2/tps&over=l2/tps", "", "share and over"],
  ["metric:base/tps?change=2026-02-20..2024-03-13", "", "comes before"],
  ["metric:base/tps?change=2024", "", "two days"],
  ["claim:forecast", "", "needs a day"],
  ["claim:rumour", "", "unknown"],
  ["metric:base/tps", "unit=parsecs", "no unit"],
  [`metric:${"x".repeat(500)}`, "", "too long"],
])("%s %s is refused in words", (address, title, words) => {
  const read = readClaimAddress(address, title);
  expect(read).toMatchObject({ ok: false, fault: expect.stringContaining(words) });
});
