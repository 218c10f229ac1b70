/** Texts of one repeated character, long enough that a rule whose time grows with their square would never end. */
import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { readDefinition } from "~/features/markdown/read-definition";
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

test.each([
  ["spaces in a definition", `[^k]: https://a.example/z T${" ".repeat(64_000)}x`],
  ["dashes in a definition", `x [^k]\n\n[^k]: https://a.example/z T${"-".repeat(64_000)}x`],
  ["spaces behind TL;DR", `# TLDR${" ".repeat(64_000)}x`],
  ["dashes in a handle", `@a${"-_".repeat(32_000)}a`],
  ["claims in one line", "[1](metric:a/b) ".repeat(4_000)],
  ["claims without words", "[](metric:a/b) ".repeat(4_000)],
])("%s", (_, text) => {
  expect(parse(text).wordCount).toBeGreaterThanOrEqual(0);
});
