import { expect, test } from "vitest";
import { locatorIn, type Words } from "~/features/annotations/locate";

const locate = (text: string, words: Words) => locatorIn(text)(words);

const whereIn = (text: string, words: Words) => {
  const found = locate(text, words);
  return found && [found.prefix, Array.from(text).slice(found.start, found.end).join(""), found.suffix];
};

test("words are found whatever their spaces and lines are, and cut as the text has them", () => {
  const text = "Blobs cost\n12   gwei on Monday.";
  expect(locate(text, { exact: "cost 12 gwei" })).toEqual({
    start: 6,
    end: 20,
    exact: "cost\n12   gwei",
    prefix: "Blobs ",
    suffix: " on Monday.",
  });
});

test("of several places the one with the same surroundings is meant", () => {
  const text = "Base makes 12 TPS. Optimism makes 12 TPS. Zora makes 12 TPS.";
  expect(whereIn(text, { exact: "12 TPS", before: "Optimism makes", after: ". Zora" })?.[2]).toBe(
    ". Zora makes 12 TPS.",
  );
  expect(whereIn(text, { exact: "12 TPS", before: "Zora makes" })?.[2]).toBe(".");
  expect(whereIn(text, { exact: "12 TPS" })?.[0]).toBe("Base makes ");
});

test("positions count characters, not halves of them", () => {
  const text = `${"🦩".repeat(60)} 数字 12 🦩${"🦩".repeat(60)}`;
  const found = locate(text, { exact: "12 🦩" })!;
  expect([found.start, found.end]).toEqual([64, 68]);
  expect(Array.from(found.prefix)).toHaveLength(40);
  expect(Array.from(found.suffix)).toHaveLength(40);
  expect(found.prefix + found.suffix).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

test("words that are not there, and no words, have no place", () => {
  expect(locate("Blobs cost 12 gwei.", { exact: "13 gwei" })).toBeNull();
  expect(locate("Blobs cost 12 gwei.", { exact: " \n" })).toBeNull();
  expect(locate("", { exact: "x" })).toBeNull();
});
