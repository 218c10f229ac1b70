import { expect, test } from "vitest";
import { dateAt, type Dates } from "../../app/browser/rail-dates";

const dates: Dates = [
  [1, "2026-01-01T00:00:00.000Z"],
  [11, "2026-01-11T00:00:00.000Z"],
  [12, "2026-03-01T00:00:00.000Z"],
];

test("a post between two known ones was written as far between their times", () => {
  expect(dateAt(dates, 1)?.toISOString()).toBe("2026-01-01T00:00:00.000Z");
  expect(dateAt(dates, 6)?.toISOString()).toBe("2026-01-06T00:00:00.000Z");
  expect(dateAt(dates, 12)?.toISOString()).toBe("2026-03-01T00:00:00.000Z");
});

test("nothing is said of what lies outside of what is known", () => {
  expect(dateAt([], 3)).toBeNull();
  expect(dateAt(dates, 13)).toBeNull();
});
