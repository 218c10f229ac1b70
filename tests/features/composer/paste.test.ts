import { describe, expect, test } from "vitest";
import type { Selection } from "~/features/composer/insertions";
import { link } from "~/features/composer/markdown-edits";
import { linkSelection, readPaste, tableOf } from "~/features/composer/paste";

const caret: Selection = { text: "", start: 0, end: 0 };
const clipboard = { text: "", hasTable: false, words: "", fileNames: [] };

describe("a clipboard with words and a picture", () => {
  const spreadsheet = { ...clipboard, text: "Chain\tTPS\nBase\t142", hasTable: true, fileNames: ["image.png"] };

  test("a spreadsheet's cells become a table, and its picture is left", () => {
    expect(readPaste(spreadsheet, caret)).toEqual({
      is: "insert",
      text: "| Chain | TPS |\n| --- | --: |\n| Base | 142 |",
      isBlock: true,
    });
  });
  test("inside code the cells stay as they are", () => {
    const inCode = "```\n";
    expect(readPaste(spreadsheet, { text: inCode, start: 4, end: 4 })).toEqual({ is: "browser" });
  });
  test("words of a word processor win over its picture", () => {
    expect(readPaste({ ...clipboard, text: "A sentence.", fileNames: ["image.png"] }, caret)).toEqual({
      is: "browser",
    });
    expect(readPaste({ ...clipboard, words: "A sentence.", fileNames: ["image.png"] }, caret)).toEqual({
      is: "insert",
      text: "A sentence.",
      isBlock: false,
    });
  });
  test("a picture alone, or with its name, is uploaded", () => {
    expect(readPaste({ ...clipboard, fileNames: ["image.png"] }, caret)).toEqual({ is: "files" });
    expect(readPaste({ ...clipboard, text: "a.png\nb.png", fileNames: ["a.png", "b.png"] }, caret)).toEqual({
      is: "files",
    });
  });
  test("text with tabs that is no table is text", () => {
    expect(readPaste({ ...clipboard, text: "if (a)\n\treturn" }, caret)).toEqual({ is: "browser" });
  });
});

describe("a table from cells", () => {
  test.each([
    [
      "a cell with a line end and quotation marks",
      'a\t"one\n""two"""\nb\tc',
      '| a | one "two" |\n| --- | --- |\n| b | c |',
    ],
    [
      "what has a meaning in markdown",
      "a|b\t*c*\n[d]\t`e`",
      "| a\\|b | \\*c\\* |\n| --- | --- |\n| \\[d\\] | \\`e\\` |",
    ],
    ["rows of different lengths", "a\tb\tc\nd\te", "| a | b | c |\n| --- | --- | --- |\n| d | e |  |"],
    [
      "numbers as people write them",
      "x\ty\tz\n1,000\t$0.05\t−3 %\n",
      "| x | y | z |\n| --: | --: | --: |\n| 1,000 | $0.05 | −3 % |".replace("--: | --: | --:", "--: | --: | --:"),
    ],
    ["line ends of Windows", "a\tb\r\nc\td\r\n", "| a | b |\n| --- | --- |\n| c | d |"],
  ])("%s", (_, cells, table) => {
    expect(tableOf(cells)).toBe(table);
  });
  test.each(["one line\tof cells", "one\ncolumn", ""])("no table is made of %j", (cells) => {
    expect(tableOf(cells)).toBeNull();
  });
});

/** `|` marks the ends of the selection. */
function selected(marked: string): Selection {
  const [before = "", inner = "", after = ""] = marked.split("|");
  return { text: before + inner + after, start: before.length, end: before.length + inner.length };
}

describe("an address pasted over a selection", () => {
  const address = "https://example.com/page";
  test.each([
    ["the address of a link being written", "[word](|https://|)"],
    ["an address", "go |https://old.example/x| now"],
    ["part of an address", "go https://old.example/|x| now"],
    ["an address in angle brackets", "<https://old|.example|>"],
    ["a definition's address", "[^a]: https://|old.example|"],
    ["words in code", "`a |b| c`"],
    ["words in a block of code", "```\n|b|\n```"],
    ["two lines", "|a\nb|"],
    ["words with an odd bracket", "|a] b|"],
    ["nothing but spaces", "a| |b"],
  ])("stands as it is over %s", (_, marked) => {
    expect(linkSelection(selected(marked), address)).toBeNull();
  });
  test("links words, and words that contain a link's brackets in pairs", () => {
    expect(linkSelection(selected("see |this [1]| x"), address)).toMatchObject({ insert: `[this [1]](${address})` });
  });
  test.each(["javascript:alert(1)", "two words", "example.com"])("%j is no address", (pasted) => {
    expect(linkSelection(selected("|a|"), pasted)).toBeNull();
  });
});

test("an address whose own brackets would end the link stands in angle brackets", () => {
  const at = selected("|a|");
  expect(link(at, "https://x.org/a_(b)").insert).toBe("[a](https://x.org/a_(b))");
  expect(link(at, "https://x.org/a_(b").insert).toBe("[a](<https://x.org/a_(b>)");
  expect(link(at, "https://x.org/a)b(").insert).toBe("[a](<https://x.org/a)b(>)");
});
