import { expect, test } from "vitest";
import { readDate } from "~/features/search/dates";

const now = new Date("2026-11-28T12:00:00Z");
const read = (text: string) => readDate(text, now)?.toISOString() ?? null;

test.each([
  ["2026", "2026-01-01T00:00:00.000Z"],
  ["2026-3", "2026-03-01T00:00:00.000Z"],
  ["2026-03-09", "2026-03-09T00:00:00.000Z"],
  ["7d", "2026-11-21T12:00:00.000Z"],
  ["2w", "2026-11-14T12:00:00.000Z"],
  ["9000", "9000-01-01T00:00:00.000Z"],
])("%s is %s", (text, date) => {
  expect(read(text)).toBe(date);
});

test.each(["57y", "9999y", "9999w", "9999m"])("%s ago begins with 1970 at the earliest", (text) => {
  expect(new Date(read(text)!).getUTCFullYear()).toBeGreaterThanOrEqual(1970);
});

test.each(["", "2026-02-30", "2026-13", "1969", "9001", "99999", "7", "7x", "d", "١٢d", "-1d", "1e3y"])(
  "%j is no date",
  (text) => {
    expect(read(text)).toBeNull();
  },
);
