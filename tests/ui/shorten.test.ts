import { describe, expect, test } from "vitest";
import { endOf, shorten, shortenStart, startOf } from "~/ui/shorten";

const loneSurrogate = /\p{Surrogate}/u;
const clause = "二层网络的费用在坎昆升级之后明显下降，";

describe("a text is cut between words only when one ends near the cut", () => {
  test("English ends at a word", () => {
    const text = "Fees fell after the upgrade. ".repeat(20);
    const cut = shorten(text, 200);
    expect(cut.length).toBeLessThanOrEqual(200);
    expect(text.startsWith(cut.slice(0, -2))).toBe(true);
    expect(text[cut.length - 2]).toBe(" ");
  });

  test.each(["汇总 ", "Rollup ", "ค่าธรรมเนียม ", ""])("after “%s”, text without spaces is not dropped", (word) => {
    for (const rest of [clause.repeat(30), "ระบบขยายขนาดของอีเธอเรียม".repeat(20), "x".repeat(500)]) {
      const cut = shorten(word + rest, 200);
      expect(cut.length).toBeGreaterThan(150);
      expect(cut.length).toBeLessThanOrEqual(200);
      expect(cut.endsWith(" …")).toBe(true);
    }
  });

  test("a short text stays as it is", () => {
    expect(shorten("Fees fell.", 10)).toBe("Fees fell.");
  });
});

describe("a text is cut between graphemes", () => {
  test.each([
    ["emoji", "🚀"],
    ["a family", "👨‍👩‍👧‍👦"],
    ["a flag", "🇩🇪"],
    ["a letter with its accent", "e\u0301"],
    ["a Hangul syllable in parts", "\u1112\u1161\u11ab"],
  ])("%s", (_name, letter) => {
    for (let before = 0; before < 14; before++) {
      const text = "a".repeat(before) + letter.repeat(150);
      const parts = [
        startOf(text, 100).slice(before),
        endOf(text, 100),
        shorten(text, 100).slice(before, -2),
        shortenStart(text, 100).slice(2),
      ];
      for (const part of parts) {
        expect(part.replaceAll(letter, "")).toBe("");
        expect(part).not.toBe("");
        expect(part).not.toMatch(loneSurrogate);
      }
    }
  });

  test("a text that pretends to be one letter is cut all the same", () => {
    for (const text of [`e${"\u0301".repeat(500)}`, "👨\u200d".repeat(300)]) {
      for (const part of [startOf(text, 101), endOf(text, 101)]) {
        expect(part.length).toBeGreaterThan(50);
        expect(part.length).toBeLessThanOrEqual(101);
        expect(part).not.toMatch(loneSurrogate);
      }
    }
  });
});

test("what stands before something keeps its end", () => {
  const cut = shortenStart("Fees fell after the upgrade because blobs are cheap", 20);
  expect(cut).toBe("… blobs are cheap");
  expect(shortenStart(clause.repeat(5), 40).length).toBeGreaterThan(30);
});
