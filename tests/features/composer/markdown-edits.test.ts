import { describe, expect, test } from "vitest";
import { type Edit, insertBlock, type Selection } from "~/features/composer/insertions";
import {
  continueOnEnter,
  isAddress,
  link,
  prefixLines,
  wordToComplete,
  wrap,
} from "~/features/composer/markdown-edits";

/** `|` marks the ends of the selection; one alone is the caret. */
function at(marked: string): Selection {
  const [before = "", inner = "", after] = marked.split("|");
  return after === undefined
    ? { text: before + inner, start: before.length, end: before.length }
    : { text: before + inner + after, start: before.length, end: before.length + inner.length };
}

function after(selection: Selection, edit: Edit | null): string | null {
  if (!edit) return null;
  const text = selection.text.slice(0, edit.from) + edit.insert + selection.text.slice(edit.to);
  const selected = text.slice(edit.start, edit.end);
  return `${text.slice(0, edit.start)}|${selected}${selected === "" ? "" : "|"}${text.slice(edit.end)}`;
}

const cases: [name: string, run: (selection: Selection) => Edit | null, before: string, result: string | null][] = [
  ["bold around words", (s) => wrap(s, "**", "bold"), "a |word| b", "a **|word|** b"],
  ["bold again takes it away", (s) => wrap(s, "**", "bold"), "a **|word|** b", "a |word| b"],
  ["bold of nothing", (s) => wrap(s, "**", "bold"), "a |", "a **|bold|**"],
  ["spaces stay outside", (s) => wrap(s, "_", "x"), "a| word |b", "a _|word|_ b"],
  ["a link asks for its address", (s) => link(s), "see |this|", "see [this](|https://|)"],
  ["a link with an address", (s) => link(s, "https://a.b"), "see |this| x", "see [this](https://a.b)| x"],
  ["lines become a quote", (s) => prefixLines(s, "> "), "a\n|b\nc|\nd", "a\n|> b\n> c|\nd"],
  ["and back", (s) => prefixLines(s, "> "), "|> b\n> c|", "|b\nc|"],
  ["a numbered list counts", (s) => prefixLines(s, "1. "), "|a\nb|", "|1. a\n2. b|"],
  ["one line at the caret", (s) => prefixLines(s, "- "), "a b|c", "- a bc|"],
  ["a block keeps its distance", (s) => insertBlock(s, "X"), "a|b", "a\n\nX\n\n|b"],
  ["after a block one writes on an empty line", (s) => insertBlock(s, "X"), "|", "X\n\n|"],
  ["a block before an empty line", (s) => insertBlock(s, "X"), "a|\n\nb", "a\n\nX\n\n|\n\nb"],
  ["a block before a line", (s) => insertBlock(s, "X"), "a|\nb", "a\n\nX\n\n|\n\nb"],
  ["a block on an empty line", (s) => insertBlock(s, "X"), "a\n\n|", "a\n\nX\n\n|"],
  ["a block with a part to write over", (s) => insertBlock(s, "$$\nx\n$$", "x"), "|", "$$\n|x|\n$$\n\n"],
  ["a line becomes a heading", (s) => prefixLines(s, "## "), "a|b", "## ab|"],
  ["Enter goes on with a list", continueOnEnter, "- a|", "- a\n- |"],
  ["Enter counts on", continueOnEnter, "  9. a|", "  9. a\n  10. |"],
  ["Enter goes on with tasks, unticked", continueOnEnter, "- [x] a|", "- [x] a\n- [ ] |"],
  ["Enter in an empty item ends the list", continueOnEnter, "- a\n- |", "- a\n|"],
  ["Enter goes on with a quote", continueOnEnter, "> a|", "> a\n> |"],
  ["Enter in an empty quote ends it", continueOnEnter, "> a\n> |", "> a\n|"],
  ["Enter elsewhere is Enter", continueOnEnter, "a|", null],
  ["Enter inside code is Enter", continueOnEnter, "```\n- a|", null],
  ["Enter over a selection is Enter", continueOnEnter, "- |a|", null],
];

test.each(cases)("%s", (_, run, before, result) => {
  const selection = at(before);
  expect(after(selection, run(selection))).toBe(result);
});

describe("the beginnings that can be completed", () => {
  test.each([
    ["@al|", "@", "al"],
    ["hello @|", "@", ""],
    ["(#12|", "#", "12"],
    ["#scale the wr|", "#", "scale the wr"],
    [":ba|", ":", "ba"],
  ])("%s", (text, kind, word) => {
    expect(wordToComplete(at(text))).toMatchObject({ kind, word });
  });
  test.each(["mail@al|", "10:30|", "a |", ":|", "`@al|", "```\n@al|", "@al| |b"])("not %s", (text) => {
    expect(wordToComplete(at(text))).toBe(null);
  });
});

test("only an address is set under words", () => {
  expect(["https://a.b/c?d", "mailto:a@b.c"].map(isAddress)).toEqual([true, true]);
  expect(["a", "https://a b", "javascript:alert(1)", "see https://a.b", "https://<a>"].map(isAddress)).toEqual(
    Array(5).fill(false),
  );
});

describe("a mark stays within a paragraph and a line", () => {
  test.each([
    ["|one\n\ntwo|", "**", "|**one**\n\n**two**|"],
    [
      "|- one\n- [ ] two\n3. three\n> four\n# five|",
      "**",
      "|- **one**\n- [ ] **two**\n3. **three**\n> **four**\n# **five**|",
    ],
    ["|**one**\n\n**two**|", "**", "|one\n\ntwo|"],
    ["|one **two** three|", "**", "**|one two three|**"],
    ["|one **two**\nthree|", "**", "|**one two**\n**three**|"],
    ["|snake_case and _this_|", "_", "_|snake_case and this|_"],
    ["a | words | b", "**", "a  **|words|**  b"],
  ])("%s", (before, mark, result) => {
    const selection = at(before);
    expect(after(selection, wrap(selection, mark, "bold"))).toBe(result);
  });
});

describe("completion opens where a name is read", () => {
  test.each(["感谢@al", "参见#23", "ありがとう@alice", "（@al", "\u3000@al", "**@al"])("%s", (text) => {
    expect(wordToComplete({ text, start: text.length, end: text.length })).not.toBeNull();
  });

  test.each(["bob@al", "é@al", "\\\\@al".slice(1), "a#2", "https://x.org/#2", "10:ba"])("not in %s", (text) => {
    expect(wordToComplete({ text, start: text.length, end: text.length })).toBeNull();
  });
});
