import { describe, expect, test } from "vitest";
import {
  cite,
  citeInMarker,
  citeReferences,
  completeMarker,
  definitionsIn,
  definitionsLike,
  freeKey,
  keyOfAddress,
  markerToComplete,
} from "~/features/composer/citation-edits";
import type { Edit, Selection } from "~/features/composer/insertions";

/** `|` marks the ends of the selection; one alone is the caret. */
function at(marked: string): Selection {
  const [before = "", inner = "", after] = marked.split("|");
  return after === undefined
    ? { text: before + inner, start: before.length, end: before.length }
    : { text: before + inner + after, start: before.length, end: before.length + inner.length };
}

function after({ text }: Selection, edit: Edit): string {
  const changed = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  return `${changed.slice(0, edit.start)}|${changed.slice(edit.start)}`;
}

describe("the marker being typed", () => {
  test.each([
    ["[^|", ""],
    ["Fees fell [^l2be|", "l2be"],
    ["[^a; ^b|", "b"],
    ["[^supports:l2|]", "l2"],
    ["[^a, p. 3; ^disputes:ei|", "ei"],
    ["[^a]: https://x.org [^|", ""],
    ["Fees fell [^buterin casper|", "buterin casper"],
    ["[^a; ^supports:l2beat |", "l2beat"],
    ["[^10.1007/978-3|", "10.1007/978-3"],
    ["[^arxiv.org/abs/1710|", "arxiv.org/abs/1710"],
  ])("%j", (marked, word) => {
    expect(markerToComplete(at(marked))?.word).toBe(word);
  });

  test.each([
    "[^a]|",
    "[^a, p. 3|",
    "[^a, “quo|",
    "`[^a|",
    "```\n[^a|",
    "[a|",
    "^a|",
    "[^https://x.org|",
    "[^https://x.org a|",
    "[^a|b|",
  ])("is none in %j", (marked) => {
    expect(markerToComplete(at(marked))).toBeNull();
  });

  test("is closed once, with its stance", () => {
    const open = at("A[^supports:l2| fell.");
    expect(after(open, completeMarker(open, markerToComplete(open)!, "l2beat-activity"))).toBe(
      "A[^supports:l2beat-activity]| fell.",
    );
    const words = at("A[^l2beat act| fell.");
    expect(after(words, completeMarker(words, markerToComplete(words)!, "l2beat-activity"))).toBe(
      "A[^l2beat-activity]| fell.",
    );
    const closed = at("A[^l2|] fell.");
    expect(after(closed, completeMarker(closed, markerToComplete(closed)!, "l2beat"))).toBe("A[^l2beat]| fell.");
  });
});

test("definitions are read where they count", () => {
  expect(definitionsIn("[^a]: https://x.org Words\n\n```\n[^b]: no\n```\n   [^C]: EIP-1\n    [^d]: code")).toEqual([
    { key: "a", words: "https://x.org Words" },
    { key: "C", words: "EIP-1" },
  ]);
});

test("keys are named after the site and free in the text", () => {
  expect(
    ["https://l2beat.com/scaling", "https://www.growthepie.com", "https://docs.base.org/x", "nothing"].map(
      keyOfAddress,
    ),
  ).toEqual(["l2beat", "growthepie", "base", "source"]);
  expect(freeKey("[^L2beat]: https://x.org", "l2beat")).toBe("l2beat-2");
});

describe("citing an address", () => {
  test("writes a marker after the words and a definition at the end", () => {
    const words = at("See |the report|, please.\n\nEnd.");
    expect(after(words, cite(words, "https://l2beat.com/a"))).toBe(
      "See the report[^l2beat]|, please.\n\nEnd.\n\n[^l2beat]: https://l2beat.com/a\n",
    );
  });

  test("uses the definition that is there", () => {
    const words = at("A |b| c.\n\n[^x]: https://l2beat.com/a Title");
    expect(after(words, cite(words, "https://l2beat.com/a"))).toBe("A b[^x]| c.\n\n[^x]: https://l2beat.com/a Title");
  });

  test("in a begun marker closes it; definitions stand together", () => {
    const begun = at("A[^| b.\n\n[^l2beat]: https://l2beat.com/a");
    expect(after(begun, citeInMarker(begun, markerToComplete(begun)!, "https://l2beat.com/b"))).toBe(
      "A[^l2beat-2]| b.\n\n[^l2beat]: https://l2beat.com/a\n[^l2beat-2]: https://l2beat.com/b\n",
    );
  });
});

test("one reference of a file is cited at the caret, several are defined under free keys", () => {
  const one = at("A| b.");
  expect(after(one, citeReferences(one, [{ key: "smith", definition: "[^smith]: https://x.org" }]))).toBe(
    "A[^smith]| b.\n\n[^smith]: https://x.org\n",
  );
  const two = at("A|\n\n[^smith]: https://y.org");
  expect(
    after(
      two,
      citeReferences(two, [
        { key: "smith", definition: "[^smith]: https://x.org" },
        { key: "lee", definition: "[^lee]: $& words" },
      ]),
    ),
  ).toBe("A|\n\n[^smith]: https://y.org\n[^smith-2]: https://x.org\n[^lee]: $& words\n");
});

test.each([
  ["Muller", ["m"]],
  ["łuk", ["m", "Łukasz"]],
  ["M", ["m"]],
  ["orsted", []],
  ["", ["m", "Łukasz"]],
])("this text's definitions like “%s” are %j", (word, keys) => {
  const text = "[^m]: https://x.org Müller & Łukasz\n\n[^Łukasz]: EIP-1";
  expect(definitionsLike(text, word).map(({ key }) => key)).toEqual(keys);
});
