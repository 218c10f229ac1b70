import { expect, test } from "vitest";
import { withBreaks } from "~/features/imports/line-breaks";

test.each([
  ["Name: a\nPlace: b\n\nNext.", "Name: a  \nPlace: b\n\nNext."],
  ["> Said\n> this.\n\nNo.", "> Said  \n> this.\n\nNo."],
  ["- one\n- two\n  more of it", "- one\n- two  \n  more of it"],
  ["# Title\nText.", "# Title\nText."],
  ["Title\n=====\nText.", "Title\n=====\nText."],
  ["| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"],
  ["a | b\n--|--\n1 | 2", "a | b\n--|--\n1 | 2"],
  ["    let a;\n    let b;", "    let a;\n    let b;"],
  ['[quote="a, post:1"]\nYes.\nNo.\n[/quote]\nSo.', '[quote="a, post:1"]\nYes.  \nNo.\n[/quote]\nSo.'],
  ["Broken already  \nhere, and\\\nthere.", "Broken already  \nhere, and\\\nthere."],
  ["See\n[^1]: https://a.example", "See\n[^1]: https://a.example"],
  ["Before\n\uE0000\uE001\nafter", "Before\n\uE0000\uE001\nafter"],
  ["In \uE0000\uE001\nafter", "In \uE0000\uE001  \nafter"],
])("%j", (there, here) => {
  expect(withBreaks(there)).toBe(here);
});
