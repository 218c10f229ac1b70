import { expect, test } from "vitest";
import { isTimeZone, timeIn } from "~/ui/time-zone";

test("a time is written in its zone, with the zone's name and the day that it is there", () => {
  expect(timeIn("2026-02-20T23:14:00Z", "UTC")).toEqual({ minute: "20 Feb 2026, 23:14 UTC", date: "20 Feb 2026" });
  expect(timeIn("2026-02-20T23:14:00Z", "Asia/Tokyo").minute).toMatch(/^21 Feb 2026, 08:14 /);
  expect(timeIn("2026-07-01T12:00:00Z", "Europe/Berlin").minute).toMatch(/^1 Jul 2026, 14:00 /);
  expect(timeIn("2026-01-01T04:59:00Z", "America/New_York").date).toBe("31 Dec 2025");
  expect(timeIn("2026-02-20T00:05:00Z", "Asia/Kolkata").minute).toMatch(/^20 Feb 2026, 05:35 /);
});

test("what is no time zone is told, and times stay in UTC", () => {
  for (const zone of ["UTC", "device", "Europe/Berlin", "America/Argentina/Buenos_Aires"])
    expect(isTimeZone(zone)).toBe(true);
  for (const zone of ["", "Nowhere/Land", "../etc", "x".repeat(80), "Europe/Berlin\n"])
    expect(isTimeZone(zone)).toBe(false);
  expect(timeIn("2026-02-20T09:14:00Z", "Nowhere/Land").minute).toBe("20 Feb 2026, 09:14 UTC");
});
