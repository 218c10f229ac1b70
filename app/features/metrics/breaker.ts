/** When a provider or node that fails is left alone. */
export type Breaker = { fails: number; breakerUntil: Date | null; breakerSeconds: number };

const opensAfter = 5;
const first = 60;
const longest = 1_800;

/** The breaker after a visit: opened by the fifth failure in a row for a minute, then for twice as long each time up to half an hour. */
export function afterVisit({ fails, breakerSeconds }: Breaker, isOk: boolean, now: Date): Breaker {
  if (isOk) return { fails: 0, breakerUntil: null, breakerSeconds: 0 };
  const failed = fails + 1;
  if (failed < opensAfter) return { fails: failed, breakerUntil: null, breakerSeconds };
  const seconds = breakerSeconds === 0 ? first : Math.min(longest, breakerSeconds * 2);
  return { fails: failed, breakerUntil: new Date(now.getTime() + seconds * 1_000), breakerSeconds: seconds };
}

/** Seconds to the next visit: the pace, longer after failures, with a tenth of play so that many don't come at once. */
export function untilNext(pace: number, { fails }: Pick<Breaker, "fails">, play: number): number {
  const slowed = fails === 0 ? pace : Math.min(Math.max(pace, 1) * 2 ** Math.min(fails, 4), Math.max(pace, 120));
  return slowed * (0.9 + 0.2 * play);
}
