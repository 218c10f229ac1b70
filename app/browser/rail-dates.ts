/** Numbers of posts with their times, ascending. */
export type Dates = [number: number, at: string][];

/** When about the post with this number was written: between two known times as far as between their numbers. */
export function dateAt(dates: Dates, number: number): Date | null {
  const after = dates.findIndex(([one]) => one >= number);
  const [later, earlier] = [dates[after], dates[after - 1] ?? dates[after]];
  if (!later || !earlier) return null;
  const [from, to] = [Date.parse(earlier[1]), Date.parse(later[1])];
  const share = later[0] === earlier[0] ? 0 : (number - earlier[0]) / (later[0] - earlier[0]);
  return new Date(from + share * (to - from));
}
