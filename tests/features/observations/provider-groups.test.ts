import { describe, expect, test } from "vitest";
import { causeOf, groupProviders, type ProviderState } from "~/features/observations/provider-groups";

const provider = (key: string, given: Partial<ProviderState> = {}) => ({
  key,
  kind: "rpc",
  fails: 0,
  breakerUntil: null,
  disputedAt: null,
  lastOkAt: "2026-02-20T00:00:00Z",
  lastError: null,
  ...given,
});
const failing = (key: string, lastError: string) => provider(key, { fails: 3, lastError });

test("providers that need somebody come first, failing ones by cause, the most frequent cause before the others", () => {
  const groups = groupProviders([
    provider("healthy"),
    provider("archive", { kind: "archive", lastOkAt: null }),
    failing("a", "rpc.a.example could not be reached (ENOTFOUND)"),
    provider("new", { lastOkAt: null }),
    failing("slow", "node.slow.example no answer within 10 s"),
    provider("differing", { disputedAt: "2026-02-20T00:00:00Z" }),
    failing("b", "rpc.b.example:8545 could not be reached (ENOTFOUND)"),
    provider("paused", { breakerUntil: "2026-02-20T00:00:00Z", lastError: "could not be reached (ENOTFOUND)" }),
    provider("again", { lastError: "broke off the answer" }),
  ]);
  expect(
    groups.map(({ state, cause, providers }) => [state, cause, providers.map(({ key }) => key).join(" ")]),
  ).toEqual([
    ["failing", "could not be reached (ENOTFOUND)", "a b paused"],
    ["failing", "no answer within 10 s", "slow"],
    ["differing", "", "differing"],
    ["waiting", "", "again"],
    ["unvisited", "", "new"],
    ["healthy", "", "healthy"],
    ["recorded", "", "archive"],
  ]);
});

describe("a cause leaves out", () => {
  test.each([
    ["every node's name", "a.example could not be reached; b.example could not be reached", "could not be reached"],
    [
      "the order of the nodes",
      "b.example broke off the answer; a.example answered with 500",
      "answered with 500; broke off the answer",
    ],
    ["the other side's own words", "a.example answered with 403: “Key 12af is over its quota”", "answered with 403"],
    ["a part that was cut off", `a.example broke off the answer; ${"b".repeat(280)}.exa`, "broke off the answer"],
  ])("%s", (_, error, cause) => {
    expect(causeOf(error)).toBe(cause);
  });

  test("and says so where no reason was recorded", () => {
    expect(causeOf(null)).toBe("no reason was recorded");
  });
});
