import { describe, expect, test } from "vitest";
import { boundMarks, oneLine, showsSomething } from "~/platform/characters";

const from = (...codes: number[]) => String.fromCodePoint(...codes);

describe("invisible characters are removed from a line", () => {
  test.each([
    ["bidi overrides and isolates", "pay \u202eesrever\u202c \u2066now\u2069", "pay esrever now"],
    ["marks of direction", "a\u200eb\u200fc\u061cd", "abcd"],
    ["controls and line breaks", "a\u0000b\tc\r\nd\u0085e\u009bf", "a b c d e f"],
    ["spaces of all widths", "\u00a0a\u2003\u3000b\u2028c\u2029", "a b c"],
    ["characters without a width", "f\u200be\u2060e\ufeffs\u00ad \u034fx", "fees x"],
    ["joiners between letters that don't join", "f\u200de\u200ces", "fees"],
    ["Hangul fillers", "a\u3164\u115f\u1160\uffa0b", "ab"],
    ["tag characters", `a${from(0xe0061, 0xe0062)}b`, "ab"],
    ["variation selectors", `a\ufe0fb${from(0xe0100)}`, "ab"],
    ["annotation and musical formats", `a\ufff9b\ufffb${from(0x1d173)}c`, "abc"],
    ["blank braille, notes and hieroglyphs", `a\u2800b${from(0x1d159)}c${from(0x13441, 0x13442)}d`, "abcd"],
    ["noncharacters and lone surrogates", "a\ufffeb\ufdd0c\ud800d", "abc\ufffdd"],
  ])("%s", (_, given, shown) => {
    expect(oneLine(given)).toBe(shown);
    expect(oneLine(shown)).toBe(shown);
  });

  test("marks on one letter are bounded, also with invisible characters between them", () => {
    const marks = Array.from({ length: 40 }, (_, index) => from(0x0300 + (index % 60))).join("");
    expect(oneLine(`Z${marks}algo`).length).toBeLessThan(12);
    expect(oneLine(`Z${Array.from(marks).join("\u200d")}algo`).length).toBeLessThan(12);
    const body = boundMarks(`Z${Array.from(marks).join("\u200d")}algo`);
    expect(Array.from(body).filter((sign) => /\p{M}/u.test(sign))).toHaveLength(4);
  });
});

test.each([
  "Why do fees fall? (2026) – “blobs” & co.",
  "Tiếng Việt có dấu",
  "שָׁלוֹם עֲלֵיכֶם",
  "می‌خواهم",
  "क्‍षत्रिय और श्री",
  "ကျွန်ုပ်တို့",
  "👩‍💻 🏳️‍🌈 👨‍👩‍👧‍👦 👍🏽 ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣",
  "日本語の題名",
])("%s stays as it is", (text) => {
  expect(oneLine(text)).toBe(text.normalize("NFC"));
});

test.each([
  "",
  " \n\t",
  "\u3164".repeat(18),
  "\u00ad".repeat(20),
  "\u200b\u200d\u2060",
  from(...Array.from({ length: 20 }, () => 0xe0041)),
  "\u2800\u2800\u2800",
  "\u0301\u0302",
  "\u202e\u202c",
  from(0xe000),
  from(...Array.from({ length: 15 }, () => 0x1d159)),
  from(...Array.from({ length: 15 }, () => 0x13441)),
])("%j shows nothing", (text) => {
  expect(showsSomething(text)).toBe(false);
  expect(oneLine(text)).toBe("");
});
