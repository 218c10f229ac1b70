/** Names of time zones, and times as they are written in one. */
import { formatDate, formatMinute, months } from "./dates";

/** Whether it is `UTC`, `device`, or a time zone that this program knows. */
export function isTimeZone(name: string): boolean {
  if (name === "UTC" || name === "device") return true;
  if (!/^[A-Za-z][\w+/-]{1,58}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** "20 Feb 2026, 10:14 CET" in this zone, and its day alone; the same in UTC where the zone is not known. */
export function timeIn(iso: string, zone: string): { minute: string; date: string } {
  if (zone === "UTC" || !isTimeZone(zone)) return { minute: formatMinute(iso), date: formatDate(iso) };
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone === "device" ? undefined : zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  const date = `${Number(part("day"))} ${months[Number(part("month")) - 1]} ${part("year")}`;
  return { minute: `${date}, ${part("hour")}:${part("minute")} ${part("timeZoneName")}`, date };
}
