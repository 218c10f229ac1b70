import { expect, test } from "vitest";
import { DescriptionForm, NewTagForm, summaryOf, TagSlug, tagSlugOf } from "~/features/tags/tags";

test.each([
  ["Data availability", "data-availability"],
  ["  MEV  ", "mev"],
  ["Économie & politique", "economie-politique"],
  ["L2’s", "l2s"],
  ["数据", ""],
  ["--a--b--", "a-b"],
  [`${"word ".repeat(30)}`, "word-word-word-word-word-word-word-word-word-word-word-word"],
])("the address of “%s” is “%s”", (name, slug) => {
  expect(tagSlugOf(name)).toBe(slug);
});

test.each(["new", "Base", "a--b", "-a", "a-", "a b", "a/b", "a.rss", "ä", "", "a".repeat(61), "../x"])(
  "“%s” is no address",
  (slug) => {
    expect(TagSlug.safeParse(slug).success).toBe(false);
  },
);

test.each([
  ["Fees. And more.", "Fees."],
  ["What EIP-4844 v. 2 costs, e.g. in blobs. More.", "What EIP-4844 v. 2 costs, e.g. in blobs."],
  ["**Fees** of [Base](https://base.org) in `gas`\n\nMore.", "Fees of Base in gas"],
  ["# A heading\nand a line", "A heading and a line"],
  ["", ""],
])("the first sentence of “%s”", (description, summary) => {
  expect(summaryOf(description)).toBe(summary);
});

test("a long first sentence is cut at a word", () => {
  const summary = summaryOf("word ".repeat(60));
  expect(summary.length).toBeLessThanOrEqual(161);
  expect(summary).toMatch(/word …$/);
});

test("a name loses invisible characters, and needs a visible one", () => {
  const given = { description: "What this topic is about, in words." };
  expect(NewTagForm.parse({ ...given, name: "\u202EBlob\u0000  \u200Bfees\n" }).name).toBe("Blob fees");
  expect(NewTagForm.safeParse({ ...given, name: "!!" }).success).toBe(false);
  expect(NewTagForm.safeParse({ ...given, name: "x".repeat(61) }).success).toBe(false);
});

test.each(["short", "one-long-word-without-a-second", "!!! ??? ... ,,, ;;; ::: ---", "x y z", "word ".repeat(1_000)])(
  "“%s” describes nothing",
  (description) => {
    expect(DescriptionForm.safeParse({ description, revision: 1 }).success).toBe(false);
  },
);
