import { expect, test } from "vitest";
import { idParam, readId } from "~/platform/id-param";

test.each([
  ["1", 1],
  ["42", 42],
  ["2147483647", 2_147_483_647],
])("%s is an id", (text, id) => {
  expect(readId(text)).toBe(id);
  expect(idParam(text)).toBe(id);
});

test.each(["", "0", "-1", "042", "1.5", "4e1", "1 ", "١", "2147483648", "9999999999", "99999999999", "x", null, 7])(
  "%j is none",
  (text) => expect(readId(text)).toBeNull(),
);

test("an address without an id names no row", () => {
  expect([idParam(undefined), idParam("2147483648"), idParam("x")]).toEqual([0, 0, 0]);
});
