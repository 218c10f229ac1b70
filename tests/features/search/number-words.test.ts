import { expect, test } from "vitest";
import { inDigits, inWords } from "~/features/search/number-words";

test.each([
  ["7", "seven"],
  ["16000000", "sixteen million"],
  ["21", "twenty-one"],
  ["300", "three hundred"],
  ["100000", "one hundred thousand"],
  ["1000000", "one million"],
  ["2000000000", "two billion"],
])("%s is said %s", (digits, words) => {
  expect(inWords(digits)).toBe(words);
  expect(inDigits(words)).toBe(digits);
  expect(inDigits(words.replaceAll("-", " "))).toBe(digits);
});

test.each(["1", "0", "105", "4844", "1500", "016", "1.5", "999999999999999"])("%s is not said in words", (digits) => {
  expect(inWords(digits)).toBeNull();
});

test.each(["one", "many", "seven blocks", "", "hundred"])("“%s” is no number", (words) => {
  expect(inDigits(words)).toBeNull();
});
