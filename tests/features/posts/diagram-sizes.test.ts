import { describe, expect, test } from "vitest";
import { DiagramSizesField, ReplyForm } from "~/features/posts/posts";
import { readDiagramSizes, sizesOfText } from "~/features/posts/diagram-sizes";

const field = (value: unknown) => DiagramSizesField.parse(value);

test("a form says which diagrams are how large", () => {
  expect(field('{"abc":[703,379],"1dp69sts5vh":[940.5,20]}')).toEqual({ abc: [703, 379], "1dp69sts5vh": [941, 80] });
});

const many = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, [100, 100]])));

describe("a field that no browser of ours sends says nothing", () => {
  test.each([
    ["no field", undefined],
    ["a file", new File(["{}"], "sizes.json")],
    ["two fields", ["{}", "{}"]],
    ["nothing", ""],
    ["no json", "abc=[1,2]"],
    ["half of it", '{"abc":[703,'],
    ["a list", "[[703,379]]"],
    ["a number", "379"],
    ["null", "null"],
    ["a width below zero", '{"abc":[-703,379]}'],
    ["a huge width", '{"abc":[1e308,379]}'],
    ["NaN", '{"abc":[703,NaN]}'],
    ["infinity", '{"abc":[703,1e999]}'],
    ["words for numbers", '{"abc":["703","379"]}'],
    ["three numbers", '{"abc":[703,379,1]}'],
    ["a key of another kind", '{"<script>":[703,379]}'],
    ["a key that is too long", '{"abcabcabcabc":[703,379]}'],
    ["the prototype", '{"__proto__":[703,379]}'],
    ["more diagrams than a page draws", many(21)],
    ["ten megabytes", `{"abc":[703,${" ".repeat(10_000_000)}379]}`],
  ])("%s", (_, value) => {
    expect(field(value)).toEqual({});
  });
});

test("a form without script has no such field", () => {
  expect(ReplyForm.parse({ body: "A reply.", disclosure: "" }).diagramSizes).toEqual({});
});

test("heights are kept within what a page has room for, and twenty diagrams are taken", () => {
  expect(field('{"a":[703,1],"b":[703,-9],"c":[703,1e300]}')).toEqual({ a: [703, 80], b: [703, 80], c: [703, 1_200] });
  expect(Object.keys(field(many(20)))).toHaveLength(20);
});

test("a column that another build has written otherwise says nothing", () => {
  expect([null, [], "x", { abc: { width: 1 } }].map(readDiagramSizes)).toEqual([{}, {}, {}, {}]);
});

test("a post keeps the sizes of the diagrams that it has", () => {
  const sizes = { one: [100, 100], two: [200, 200] } as const;
  expect(sizesOfText(sizes, ["two", "three"])).toEqual({ two: [200, 200] });
  expect(sizesOfText(sizes, ["three", "constructor"])).toBeNull();
});
