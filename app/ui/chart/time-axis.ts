/** Dates below a chart: three to five, in UTC, the first at the left edge. */
import { utcFormat } from "d3-time-format";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clock = utcFormat("%H:%M");
const dayAndClock = utcFormat("%-d\u00a0%b\u00a0%H:%M");
const dayOfYear = utcFormat("%-d\u00a0%b");
const monthOfYear = utcFormat("%b\u00a0%Y");

export const writeDay = (at: number) => dayOfYear(new Date(at));
/** "3 Nov 2026". */
export const writeDate = utcFormat("%-d\u00a0%b\u00a0%Y");

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * hour),
  ...[1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 60, 90].map((count) => count * day),
];
const monthSteps = [2, 3, 4, 6, 9, 12, 18, 24, 36, 60, 120, 240];

export type TimeTick = { at: number; label: string };

/** The dates for a span in milliseconds, at most `most` of them (3 to 5). */
export function timeTicks(from: number, to: number, most = 5): TimeTick[] {
  const length = to - from;
  if (length <= 0) return [{ at: from, label: writeDate(new Date(from)) }];
  if (length > 190 * day) return monthTicks(from, to, most);
  const step = steps.find((candidate) => Math.floor(length / candidate) + 1 <= most) ?? 90 * day;
  const count = Math.floor(length / step) + 1;
  return Array.from({ length: count }, (_, index) => from + index * step).map((at, index) => ({
    at,
    label: step >= day ? writeDay(at) : index === 0 ? dayAndClock(new Date(at)) : clock(new Date(at)),
  }));
}

/** Whole months, counted from the one after the beginning. */
function monthTicks(from: number, to: number, most: number): TimeTick[] {
  const start = new Date(from);
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth() + (isMonthStart(start) ? 0 : 1);
  const end = new Date(to);
  const last = end.getUTCFullYear() * 12 + end.getUTCMonth();
  const step = monthSteps.find((candidate) => Math.floor((last - first) / candidate) + 1 <= most) ?? 240;
  // Years begin in January.
  const isYears = step % 12 === 0;
  const begin = isYears ? Math.ceil(first / 12) * 12 : first;
  const count = Math.floor((last - begin) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => begin + index * step).map((month) => {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    return { at, label: isYears ? String(Math.floor(month / 12)) : monthOfYear(new Date(at)) };
  });
}

const isMonthStart = (date: Date) => date.getUTCDate() === 1 && date.getUTCHours() === 0;

/** The end of a span of days, with its year; null for a shorter one. */
export const lastDay = (from: number, to: number): TimeTick | null =>
  to - from < 2 * day ? null : { at: to, label: writeDate(new Date(to)) };

/** The beginning of a span, as the first date below a small chart. */
export const startLabel = (from: number, to: number) =>
  to - from < 2 * day ? dayAndClock(new Date(from)) : writeDate(new Date(from));

/** How long a span is, in words: "30 days", "24 hours". */
export function spanInWords(length: number): string {
  const minutes = Math.max(1, Math.round(length / minute));
  if (minutes === 1) return "1\u00a0minute";
  if (length < 2 * hour) return `${minutes}\u00a0minutes`;
  if (length < 2 * day) return `${Math.round(length / hour)}\u00a0hours`;
  return `${Math.round(length / day)}\u00a0days`;
}
