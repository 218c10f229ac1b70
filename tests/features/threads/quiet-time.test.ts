import { expect, test } from "vitest";
import { gapInWords, isOldThread } from "~/features/threads/threads";

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString();

test("a silence is told from 30 days on, in the unit that suits it", () => {
  expect(gapInWords(day(0), day(29.9))).toBeNull();
  expect(gapInWords(day(0), day(30))).toBe("30 days later");
  expect(gapInWords(day(0), day(59))).toBe("59 days later");
  expect(gapInWords(day(0), day(61))).toBe("2 months later");
  expect(gapInWords(day(0), day(400))).toBe("13 months later");
  expect(gapInWords(day(0), day(800))).toBe("2 years later");
  expect(gapInWords(day(5), day(0))).toBeNull();
});

test("a thread is old without a post for 180 days", () => {
  expect(isOldThread(day(0), new Date(day(179.9)))).toBe(false);
  expect(isOldThread(day(0), new Date(day(180)))).toBe(true);
});
