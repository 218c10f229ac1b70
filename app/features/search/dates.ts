/** A date as typed in a search: `2026`, `2026-03`, `2026-03-01`, or an age: `7d`, `2w`, `6m`, `1y`. */

const lengths: Record<string, number> = { d: 1, w: 7, m: 30, y: 365 };

/** The beginning of that day, month or year in UTC; null if it is no date. */
export function readDate(text: string, now: Date): Date | null {
  const ago = /^(\d{1,4})([dwmy])$/.exec(text);
  // Nothing here is older than 1970, and PostgreSQL knows no dates of 7000 years ago.
  if (ago) return new Date(Math.max(0, now.getTime() - Number(ago[1]) * lengths[ago[2]!]! * 86_400_000));
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1970 && year <= 9000 ? date : null;
}
