import { expect, test } from "vitest";
import { csv } from "~/platform/csv";

test("cells with commas, quotes or line breaks are quoted, and null is an empty cell", () => {
  expect(
    csv([
      ["at", "value"],
      ['a "b"', "c, d"],
      ["e\nf", null],
      [7, "0.30"],
    ]),
  ).toBe('at,value\r\n"a ""b""","c, d"\r\n"e\nf",\r\n7,0.30\r\n');
});

test.each(["=1+1", "+1", "-1+2", "@SUM(A1)", "\tx"])("a spreadsheet does not run %j", (text) => {
  expect(csv([[text]])).toBe(`'${text}\r\n`);
});

test("a negative number stays a number", () => {
  expect(csv([["-1.5"]])).toBe("-1.5\r\n");
});
