import { expect, test } from "vitest";
import {
  answerChainQuery,
  CorrectionForm,
  type FieldKey,
  newChainForm,
  type ListedChain,
  optionsOf,
  parseChainQuery,
  writeDate,
} from "~/features/chains/chains";
import { isWebAddress, slugOfValue } from "~/features/chains/fact-field";
import { faultInValue, isDate } from "~/features/chains/fact-field";
import { isInFuture } from "~/features/chains/fact-form";

test.each<[string, boolean]>([
  ["2026", true],
  ["2026-02", true],
  ["2026-02-28", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-13", false],
  ["2026-00-01", false],
  ["26-02-01", false],
  ["2026-2-1", false],
  ["yesterday", false],
  ["", false],
])("%s is a date: %s", (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

test("a date is written as exactly as it is known", () => {
  expect(["2026-06-07", "2026-06", "2026"].map((date) => writeDate(date).replaceAll("\u00a0", " "))).toEqual([
    "7 Jun 2026",
    "Jun 2026",
    "2026",
  ]);
});

test("the future is measured as exactly as the date is", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  expect(["2026-11-22", "2026-11", "2026", "2025-12-31"].map((date) => isInFuture(date, now))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(["2026-11-23", "2026-12", "2027"].map((date) => isInFuture(date, now))).toEqual([true, true, true]);
});

test.each<[string, boolean]>([
  ["https://l2beat.com/layer2s/projects/base", true],
  ["http://example.org", true],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["//example.org", false],
  ["https://user:secret@example.org/", false],
  ["https://", false],
  ["https://exa mple.org", false],
  ['https://example.org/"onload=x', false],
  ["ftp://example.org", false],
])("%s may be linked: %s", (address, expected) => {
  expect(isWebAddress(address)).toBe(expected);
});

test.each<[FieldKey, string, boolean]>([
  ["stage", "Stage 1", true],
  ["stage", "Stage 3", false],
  ["status", "Winding down", true],
  ["status", "Great", false],
  ["chain-id", "8453", true],
  ["chain-id", "0x2105", false],
  ["chain-id", "0", false],
  ["caip2", "eip155:8453", true],
  ["caip2", "8453", false],
  ["launched", "2023-08-09", true],
  ["launched", "last year", false],
  ["node", "https://a.example https://b.example", true],
  ["node", "https://a.example javascript:alert(1)", false],
  ["explorers", "", false],
  ["da", "anything", true],
])("%s takes “%s”: %s", (field, value, expected) => {
  expect(faultInValue(field, value) === null).toBe(expected);
});

const correction = {
  value: "Stage 1",
  asOf: "2026-06-27",
  sourceName: "L2BEAT",
  sourceUrl: "https://l2beat.com",
  instead: "4",
};

test("an incomplete correction is refused with the missing field's name", () => {
  const given = CorrectionForm.safeParse({ instead: "4" });
  expect(given.error?.issues.map(({ message }) => message).toSorted()).toEqual([
    "Say when the source said so.",
    "The source’s address is missing.",
    "The source’s name is missing.",
    "The value is missing.",
  ]);
  expect(CorrectionForm.safeParse(correction).success).toBe(true);
  for (const bad of [
    { value: " " },
    { value: "x".repeat(301) },
    { asOf: "soon" },
    { since: "2026-99" },
    { sourceUrl: "javascript:alert(1)" },
    { note: "x".repeat(501) },
    { instead: "-1" },
    { differing: "maybe" },
  ])
    expect(CorrectionForm.safeParse({ ...correction, ...bad }).success, JSON.stringify(bad)).toBe(false);
});

test.each<[string, boolean]>([
  ["lighter", true],
  ["arbitrum-nova", true],
  ["Lighter", true],
  ["new", false],
  ["history", false],
  ["-lighter", false],
  ["lighter-", false],
  ["light--er", false],
  ["light er", false],
  ["l", false],
  ["x".repeat(41), false],
  ["../etc", false],
  ["é", false],
])("the slug “%s” is taken in: %s", (slug, expected) => {
  const chain = {
    ...correction,
    name: "Lighter",
    shortName: "Lighter",
    slug,
    layer: "L2",
    description: "A chain.",
    kind: "ZK rollup",
  };
  expect(newChainForm({ light: "#fcfcfa", dark: "#121517" }).safeParse(chain).success).toBe(expected);
});

const row = (slug: string, facts: ListedChain["facts"], layer: ListedChain["layer"] = "L2"): ListedChain => ({
  slug,
  shortName: slug,
  layer,
  groups: layer === "L2" ? [{ slug: "l2", name: "Layer 2" }] : [],
  facts,
  differs: [],
});
const rows = [
  row("zora", { kind: "Optimistic rollup", family: "OP Stack", launched: "2023-06-21" }),
  row("aztec", { kind: "ZK rollup", stage: "Stage 2" }),
  row("base", { kind: "Multi-proof rollup", family: "OP Stack", stage: "Stage 1", launched: "2023-08-09" }),
  row("ethereum", { kind: "Layer 1", launched: "2015-07-30" }, "L1"),
];
const options = optionsOf(rows);
const ask = (search: string) => {
  const query = parseChainQuery(new URLSearchParams(search), options);
  return query && answerChainQuery(rows, query).map(({ slug }) => slug);
};

test("chains are filtered by their facts and sorted either way, unknown values last", () => {
  expect(ask("")).toEqual(["ethereum", "aztec", "base", "zora"]);
  expect(ask("group=l2&stack=op-stack")).toEqual(["base", "zora"]);
  expect(ask("kind=zk-rollup&stack=op-stack")).toEqual([]);
  expect(ask("stage=stage-1&utm_source=x")).toEqual(["base"]);
  expect(ask("kind=&stage=")).toHaveLength(4);
  // As the form on a phone sends it for the order that is usual.
  expect(ask("kind=&stack=&stage=&sort=")).toEqual(ask(""));
  expect(ask("sort=launched")).toEqual(["ethereum", "zora", "base", "aztec"]);
  expect(ask("sort=-launched")).toEqual(["base", "zora", "ethereum", "aztec"]);
  expect(ask("sort=name")).toEqual(["aztec", "base", "ethereum", "zora"]);
});

test.each(["stage=stage-9", "group=nobody", "kind=ZK+rollup", "stack=__proto__", "sort=size", "sort=--name"])(
  "“%s” is no question",
  (search) => {
    expect(ask(search)).toBeNull();
  },
);

test("a value's name in an address", () => {
  expect([slugOfValue("Stage 1"), slugOfValue("No proofs, outside data"), slugOfValue("––")]).toEqual([
    "stage-1",
    "no-proofs-outside-data",
    "",
  ]);
});
