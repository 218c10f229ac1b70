import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readMarker } from "~/features/markdown/citation-marker";
import { parse, readDocument } from "~/features/markdown/document.server";
import { render, renderUnchecked } from "~/features/markdown/render.server";

const file = readFileSync(join(import.meta.dirname, "../../fixtures/citations/markers.txt"), "utf8");
const cases = file.split(/^====\n/m).map((text) => {
  const [sentence, source, html] = text.split(/\n----\n/);
  return { sentence: sentence!.trim(), source: source!, html: html! };
});

/** Every key is known but those that begin with x and have no definition; the same address is the same source. */
function resolve(source: string) {
  const { targets, marks } = parse(source).references.citations;
  const ids = new Map<string, number>();
  const sources = targets.map(({ key, definition }) => {
    const identity = definition ? definition.address || key : key.startsWith("x") ? null : key.toLowerCase();
    if (identity === null) return null;
    if (!ids.has(identity)) ids.set(identity, ids.size + 1);
    return ids.get(identity)!;
  });
  let last = 100;
  const citations = marks.map(({ kind }) => (kind === "ref" ? ++last : 0));
  return {
    members: { alice: 1 },
    threads: {},
    posts: { 512: true as const },
    citations: { sources, citations: citations.map((id, index) => (sources[marks[index]!.target] === null ? 0 : id)) },
  };
}

describe("markers, definitions and notes in a post", () => {
  test.each(cases)("$sentence", ({ source, html }) => {
    expect(render(source, resolve(source), { prefix: "p-1" })).toBe(html);
    expect(renderUnchecked(readDocument(source), { resolution: resolve(source), prefix: "p-1" })).toBe(html);
  });
});

describe("the fields of a marker", () => {
  const empty = { stance: null, locator: "", quote: "", remark: "" };
  test.each([
    ["[^key]", { ...empty, key: "key" }],
    ["[^key, p. 33]", { ...empty, key: "key", locator: "p. 33" }],
    ["[^key, § Rationale]", { ...empty, key: "key", locator: "§ Rationale" }],
    ["[^key, sec. 4.1]", { ...empty, key: "key", locator: "sec. 4.1" }],
    ["[^key, ¶ 2]", { ...empty, key: "key", locator: "¶ 2" }],
    ["[^key, t. 01:12:32]", { ...empty, key: "key", locator: "t. 01:12:32" }],
    ["[^key, block 21000000]", { ...empty, key: "key", locator: "block 21000000" }],
    [`[^key, "exact, words] here"]`, { ...empty, key: "key", quote: "exact, words] here" }],
    ["[^key, “exact; words”]", { ...empty, key: "key", quote: "exact; words" }],
    [
      `[^key, § Rationale, "exact words", my remark, and more]`,
      { ...empty, key: "key", locator: "§ Rationale", quote: "exact words", remark: "my remark, and more" },
    ],
    ["[^supports:key]", { ...empty, key: "key", stance: "supports" }],
    ["[^pro:key]", { ...empty, key: "key", stance: "supports" }],
    ["[^see:key]", { ...empty, key: "key", stance: "supports" }],
    ["[^disputes:key]", { ...empty, key: "key", stance: "disputes" }],
    ["[^contra:EIP-7732]", { ...empty, key: "EIP-7732", stance: "disputes" }],
    ["[^Refutes:EIP 7732]", { ...empty, key: "EIP 7732", stance: "disputes" }],
    ["[^cf:key]", { ...empty, key: "key", stance: "mentions" }],
    ["[^via:key]", { ...empty, key: "key", stance: "mentions" }],
    ["[^data:key]", { ...empty, key: "key", stance: "data" }],
    ["[^data://key]", { ...empty, key: "data://key" }],
    ["[^doi:10.1/(a,b;c)]", { ...empty, key: "doi:10.1/(a,b;c)" }],
    ["[^<https://x.org/a,b>, p. 4]", { ...empty, key: "https://x.org/a,b", locator: "p. 4" }],
  ])("%s", (marker, expected) => {
    expect(readMarker(marker, 0, marker.length)?.items).toMatchObject([expected]);
  });

  test("a comma in an address between angle brackets is read as part of it, after a stance too", () => {
    const marker = "[^supports:<https://x.org/a,b>, p. 4]";
    expect(readMarker(marker, 0, marker.length)?.items).toMatchObject([
      { ...empty, key: "https://x.org/a,b", stance: "supports", locator: "p. 4" },
    ]);
  });

  test.each([
    "[^]",
    "[^ a]",
    "[^a b]",
    "[^see below]",
    "[^a](b)",
    "[^a",
    "[^a\n]",
    `[^a, "open]`,
    "[^a [b]]",
    "[^;]",
    "[^a;]",
    "[^<a b>]",
    "[^<a]",
    `[^"a"]`,
    "[^data:]",
    `[^${"a".repeat(301)}]`,
    `[^a, ${"b".repeat(1300)}]`,
  ])("%s is none", (text) => {
    expect(readMarker(text, 0, text.length)).toBeNull();
  });
});

describe("the text of a definition", () => {
  const definitionOf = (definition: string) =>
    parse(`A[^k].\n\n[^k]: ${definition}`).references.citations.targets[0]?.definition;
  test.each([
    ["https://example.org Fees by chain", { address: "https://example.org", title: "", words: "Fees by chain" }],
    ["<https://example.org>, Fees by chain", { address: "https://example.org", title: "", words: "Fees by chain" }],
    ["EIP-7773", { address: "EIP-7773", title: "", words: "" }],
    ["EIP 7773: the fork", { address: "EIP 7773", title: "", words: "the fork" }],
    ["arxiv:2305.12345v2 On rollups", { address: "arxiv:2305.12345v2", title: "", words: "On rollups" }],
    ["arXiv 2305.12345: On rollups", { address: "arXiv 2305.12345", title: "", words: "On rollups" }],
    ["DOI: 10.1145/3548606, On rollups", { address: "DOI: 10.1145/3548606", title: "", words: "On rollups" }],
    ["ISBN 978-0-262-03384-8. Algorithms", { address: "ISBN 978-0-262-03384-8", title: "", words: "Algorithms" }],
    ["IACR ePrint 2023/105 On rollups", { address: "IACR ePrint 2023/105", title: "", words: "On rollups" }],
    [
      "[A *title*](https://example.org), CoinDesk, 3 Feb 2026",
      { address: "https://example.org", title: "A title", words: "CoinDesk, 3 Feb 2026" },
    ],
    ["see [here](/p/12)", { address: "/p/12", title: "here", words: "see" }],
  ])("%s", (text, expected) => {
    expect(definitionOf(text)).toMatchObject(expected);
  });
});

describe("under “Sources:”", () => {
  const citationsOf = (text: string) => parse(text).references.citations;

  test("bare names are mentions, one for each", () => {
    const names = [
      "CoinDesk coverage of the statement",
      "L2BEAT data",
      "the Foundation's notes",
      "21Shares",
      "QuickNode",
    ];
    expect(citationsOf(`Text\n\nSources: ${names.join(", ")}`)).toMatchObject({ mentions: names, marks: [] });
    expect(citationsOf(`Text\n\n**References:** ${names.join("; ")}.`).mentions).toEqual(names);
    expect(citationsOf(`Text\n\nSources:\n\n- ${names.join("\n- ")}`).mentions).toEqual(names);
  });

  test("an item with an address is a citation of the post as a whole", () => {
    const { targets, marks, mentions } = citationsOf(
      "Sources: [Fees, by chain](https://example.org), EIP-7773, about 100,000 users, https://x.org/a\n\n[^unused]: https://y.org",
    );
    expect(
      marks.filter(({ kind }) => kind === "trailer").map(({ target }) => targets[target]?.definition?.address),
    ).toEqual(["https://example.org", "EIP-7773", "https://x.org/a"]);
    expect(mentions).toEqual(["about 100,000 users"]);
  });

  test("only the last paragraph is one", () => {
    expect(citationsOf("Sources: a, b\n\nText").mentions).toEqual([]);
    expect(citationsOf("> Sources: a, b").mentions).toEqual([]);
    expect(citationsOf("Sources:").mentions).toEqual([]);
  });
});

test("a use has its place: its line, its sentence, the claim before it, and whether the words are quoted", () => {
  const { marks } = parse(
    "First.\nBase runs at [142 TPS](metric:base/tps)[^a]. It is so.\n\nA sentence ends.[^b] Next.\n\n[quote=@Alice, p:512, r:3]\nquoted[^c]\n[/quote]",
  ).references.citations;
  expect(marks).toMatchObject([
    {
      line: 2,
      followsClaim: true,
      passage: "Base runs at 142 TPS.",
      before: "First. Base runs at 142 TPS",
      after: ". It is so.",
    },
    { line: 4, followsClaim: false, passage: "A sentence ends.", isQuoted: false },
    { line: 7, isQuoted: true, quotedHandle: "alice" },
  ]);
});

test("a use is for the claim directly before it, or else for all claims of its sentence", () => {
  const claimsOf = (text: string) => parse(text).references.citations.marks.map((mark) => mark.claims);
  expect(claimsOf("[1 TPS](metric:base/tps)[^a][^b] and [2 TPS](metric:base/tps).[^c]")).toEqual([[1], [1], [1, 2]]);
  expect(claimsOf("By [this list](https://x.org) it is [1 TPS](metric:base/tps). [2 TPS](metric:base/tps).")).toEqual([
    [1],
  ]);
  expect(claimsOf("So.[^a] It is [1 TPS](metric:base/tps). And more.[^b]")).toEqual([[], []]);
  expect(claimsOf("> [1 TPS](metric:base/tps)[^a]\n\nOwn[^b].")).toEqual([[], []]);
});

test("the author is warned of definitions that are double or not used, with their lines", () => {
  const { warnings } = parse("A[^a]\n\n[^a]: https://x.org\n[^A]: https://y.org\n[^b]: https://z.org").references
    .citations;
  expect(warnings).toEqual([
    {
      line: 4,
      message: "“[^A]” is defined twice, in lines 3 and 4: the first one counts.",
      fault: { kind: "double", key: "A", lines: [3, 4] },
    },
    { line: 5, message: "“[^b]” is defined here and not used." },
  ]);
});

test("links and EIPs in the text are uses without a number, once each; those of quotations are not", () => {
  const { targets, marks } = parse("[a](https://x.org) EIP-1 [b](https://x.org) EIP-1\n\n> https://y.org\n\n`EIP-2`")
    .references.citations;
  expect(marks.map(({ kind, target }) => [kind, targets[target]?.definition?.address])).toEqual([
    ["link", "https://x.org"],
    ["link", "EIP-1"],
  ]);
});

test("200 uses are read, the others stay text", () => {
  const source = "a[^k] ".repeat(300);
  expect(parse(source).references.citations.marks).toHaveLength(200);
  expect(render(source, resolve(source), { prefix: "p-1" }).match(/data-slot/g)).toHaveLength(200);
});
