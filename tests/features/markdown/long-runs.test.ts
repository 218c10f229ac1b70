/** Texts of one repeated character, long enough that a rule whose time grows with their square would never end. */
import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { readDefinition } from "~/features/markdown/read-definition";
import { syntax } from "~/features/markdown/syntax.server";
import { wordsOf } from "~/features/markdown/words";
import { trimEnd } from "~/ui/trim-end";

const many = 3_000_000;

test("the end of a text is trimmed of whole characters", () => {
  expect(trimEnd("a, b;,;", /[,;]/)).toBe("a, b");
  expect(trimEnd("a😀😀", /\p{So}/u)).toBe("a");
  expect(trimEnd(",;", /[,;]/)).toBe("");
  expect(trimEnd(`${",".repeat(many)}a`, /,/).length).toBe(many + 1);
});

test("a definition of dashes, spaces or full stops", () => {
  for (const sign of ["-", " ", ".", ";", "–"]) {
    const text = `doi:10.1/x ${sign.repeat(many)}x`;
    expect(readDefinition(text, [])).toMatchObject({ address: "doi:10.1/x" });
    expect(readDefinition(`doi:${sign.trim().repeat(many)}x`, [])?.title ?? "").toBe("");
  }
});

test("words between dashes and full stops", () => {
  expect(wordsOf(`a${"-".repeat(many)}b`).map(({ text }) => text)).toContain("b");
  expect(wordsOf(`a${".".repeat(many)}!b`).map(({ text }) => text)).toEqual(["a", "b"]);
});

test("addresses without a space between them, with brackets and quotation marks that nothing ends", () => {
  for (const sign of ["(", "[", "{", "([", '"', "'", ".", "!", ""]) {
    const text = `http://a.b/${sign}`.repeat(many / 15);
    expect(syntax.linkify.match(text)?.[0]?.url).toMatch(/^http:\/\/a\.b\//);
  }
});

test("an address keeps its brackets and ends before one that is never closed", () => {
  const addresses = (text: string) => (syntax.linkify.match(text) ?? []).map(({ url }) => url);
  expect(addresses("see https://en.example/wiki/A_(b) and http://c.d/(e, http://f.g/h?i=[j]#k.")).toEqual([
    "https://en.example/wiki/A_(b)",
    "http://c.d/",
    "http://f.g/h?i=[j]#k",
  ]);
  expect(addresses('(https://a.b/c) "https://a.b/d" https://a.b/(e)(f http://a.b/{g')).toEqual([
    "https://a.b/c",
    "https://a.b/d",
    "https://a.b/(e)",
    "http://a.b/",
  ]);
  const within = "https://a.b/c-http://d.e";
  expect([within, "http://d.e"].map((text) => addresses(text))).toEqual([[within], ["http://d.e"]]);
  const text = "twice https://a.b/c";
  expect([addresses(text), addresses(text), syntax.linkify.test(text)]).toEqual([
    ["https://a.b/c"],
    ["https://a.b/c"],
    true,
  ]);
});

test.each([
  ["spaces in a definition", `[^k]: https://a.example/z T${" ".repeat(64_000)}x`],
  ["dashes in a definition", `x [^k]\n\n[^k]: https://a.example/z T${"-".repeat(64_000)}x`],
  ["spaces behind TL;DR", `# TLDR${" ".repeat(64_000)}x`],
  ["dashes in a handle", `@a${"-_".repeat(32_000)}a`],
  ["addresses with brackets that nothing closes", "http://a.b/(".repeat(5_400)],
  ["claims in one line", "[1](metric:a/b) ".repeat(4_000)],
  ["claims without words", "[](metric:a/b) ".repeat(4_000)],
])("%s", (_, text) => {
  expect(parse(text).wordCount).toBeGreaterThanOrEqual(0);
});
