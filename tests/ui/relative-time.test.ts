import { expect, test } from "vitest";
import { relativeTime } from "~/ui/relative-time";

const now = new Date("2026-02-20T12:00:00Z");
const before = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now);

test("times are shown relative to now for a month, then as dates", () => {
  expect([0, 59, 60, 3599, 3600, 86_399, 86_400, 29 * 86_400].map(before)).toEqual([
    "just now",
    "just now",
    "1\u00a0min ago",
    "59\u00a0min ago",
    "1\u00a0h ago",
    "23\u00a0h ago",
    "1\u00a0d ago",
    "29\u00a0d ago",
  ]);
  expect(before(30 * 86_400)).toBeNull();
  expect(before(-600)).toBe("just now");
});
