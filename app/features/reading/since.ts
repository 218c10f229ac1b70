const week = 7 * 86_400_000;

/**
 * The moment from which on changes are shown: the beginning of the day that the address names (UTC), else the reader's last
 * visit, else a week before the thread's last post, which is the same for everybody. Null for what is no day.
 */
export function readSince(asked: string | null, visit: Date | null, lastPostAt: Date): Date | null {
  if (asked === null) return visit ?? new Date(lastPostAt.getTime() - week);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked)) return null;
  const day = new Date(`${asked}T00:00:00Z`);
  // The calendar has no 31 February, and a database no year 0.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(asked) && day.getUTCFullYear() >= 2000
    ? day
    : null;
}
