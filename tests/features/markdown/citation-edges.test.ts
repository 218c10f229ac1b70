/** What definitions, markers and trailers hold besides the ordinary. */
import { describe, expect, test } from "vitest";
import { readMarker } from "~/features/markdown/citation-marker";
import { parse } from "~/features/markdown/document.server";

const citationsOf = (source: string) => {
  const { targets, marks, mentions, warnings } = parse(source).references.citations;
  return {
    targets,
    mentions,
    warnings: warnings.map(({ message }) => message),
    uses: marks.map(({ kind, target }) => `${kind} ${targets[target]!.key}`),
  };
};

describe("a definition", () => {
  test("may hold a marker, one level deep: its source is cited, and its words lose nothing else", () => {
    const { targets, uses, warnings } = citationsOf(
      "Said[^a].\n\n[^a]: https://a.example.org/x Alpha, see [^b]\n[^b]: https://b.example.org/y Beta, see [^c]\n[^c]: https://c.example.org/z",
    );
    expect(uses).toEqual(["ref a", "trailer b"]);
    expect(targets[0]?.definition).toMatchObject({ address: "https://a.example.org/x", words: "Alpha" });
    expect(warnings).toEqual(["“[^c]” is defined here and not used."]);
  });

  test("may name itself, and two may name each other", () => {
    expect(citationsOf("Said[^a].\n\n[^a]: https://a.example.org/x Alpha, see [^a]").uses).toEqual([
      "ref a",
      "trailer a",
    ]);
    expect(
      citationsOf("Said[^a].\n\n[^a]: https://a.example.org/x see [^b]\n[^b]: https://b.example.org/y see [^a]").uses,
    ).toEqual(["ref a", "trailer b"]);
  });

  test("with two links cites both", () => {
    const { targets, uses } = citationsOf(
      "Said[^a].\n\n[^a]: [One](https://a.example.org/x) and [Two](https://b.example.org/y)",
    );
    expect(uses).toEqual(["ref a", "trailer https://b.example.org/y"]);
    expect(targets.map(({ definition }) => definition)).toMatchObject([
      { address: "https://a.example.org/x", title: "One", words: "" },
      { address: "https://b.example.org/y", title: "Two", words: "" },
    ]);
  });

  test.each([
    ["a list", "Said[^a].\n\n- item\n\n  [^a]: https://a.example.org/x"],
    ["a list in a list", "Said[^a].\n\n- item\n  - inner\n\n    [^a]: https://a.example.org/x"],
  ])("in %s defines nothing", (_, source) => {
    expect(citationsOf(source).targets[0]).toMatchObject({ key: "a", definition: null });
    expect(citationsOf(source).warnings.join()).not.toContain("not used");
  });

  test("in a quotation defines for the quotation", () => {
    expect(citationsOf("> Said[^a].\n>\n> [^a]: https://a.example.org/x").targets[0]).toMatchObject({
      definition: { address: "https://a.example.org/x" },
    });
  });
});

describe("under “Sources:”", () => {
  test("a marker counts, and names beside it are mentions", () => {
    const { targets, uses, mentions, warnings } = citationsOf(
      "Text.\n\n[^a]: https://a.example.org/x Alpha\n\nSources: [^a], L2BEAT",
    );
    expect(uses).toEqual(["trailer a"]);
    expect(targets[0]?.definition).toMatchObject({ words: "Alpha" });
    expect(mentions).toEqual(["L2BEAT"]);
    expect(warnings).toEqual([]);
  });

  test("in a list, and without a definition", () => {
    const { uses, mentions } = citationsOf("Text.\n\nSources:\n\n- [^l2beat-activity]\n- [^EIP-4844] and more");
    expect(uses).toEqual(["trailer l2beat-activity", "trailer EIP-4844"]);
    expect(mentions).toEqual([]);
  });
});

test.each([
  [
    "[^<doi:10.1002/(SICI)1521-3951(199804)206:2<841::AID-PSSB841>3.0.CO;2-N>]",
    "doi:10.1002/(SICI)1521-3951(199804)206:2<841::AID-PSSB841>3.0.CO;2-N",
  ],
  ["[^<doi:10.1000/a<b>c>, p. 4]", "doi:10.1000/a<b>c"],
  ["[^<https://example.org/a,b>; ^c]", "https://example.org/a,b"],
])("an identifier in angle brackets may hold such brackets: %s", (text, key) => {
  expect(readMarker(text, 0, text.length)?.items[0]?.key).toBe(key);
});
