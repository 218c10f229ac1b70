/** When a provider or node that fails is left alone. */
export type Breaker = {
  fails: number;
  breakerUntil: Date | null;
  /** How long it was left alone last; 0 when it is trusted. */
  breakerSeconds: number;
  /** The results of the last twenty visits, newest last: `+` and `-`. */
  recent: string;
};

const opensAfter = 5;
const remembered = 20;
const first = 60;
const longest = 1_800;

/**
 * The breaker after a visit. The fifth failure in a row opens it, and so do more failures than half of the last twenty
 * visits: for a minute, then, when the one visit after that fails too, for twice as long each time up to half an hour.
 * A visit that goes well closes it, and after an open one nothing is held against the provider any more.
 */
export function afterVisit(
  { fails, breakerSeconds, recent }: Omit<Breaker, "breakerUntil">,
  isOk: boolean,
  now: Date,
): Breaker {
  const seen = (recent + (isOk ? "+" : "-")).slice(-remembered);
  if (isOk) return { fails: 0, breakerUntil: null, breakerSeconds: 0, recent: breakerSeconds > 0 ? "" : seen };
  const failed = fails + 1;
  const isHalfOpen = breakerSeconds > 0;
  const isMostly = [...seen].filter((sign) => sign === "-").length > remembered / 2;
  if (!isHalfOpen && failed < opensAfter && !isMostly)
    return { fails: failed, breakerUntil: null, breakerSeconds: 0, recent: seen };
  const seconds = isHalfOpen ? Math.min(longest, breakerSeconds * 2) : first;
  return {
    fails: failed,
    breakerUntil: new Date(now.getTime() + seconds * 1_000),
    breakerSeconds: seconds,
    recent: seen,
  };
}

/** Seconds to the next visit: the pace, longer after failures, with 10 % of jitter so that many don't come at once. */
export function untilNext(pace: number, { fails }: Pick<Breaker, "fails">, jitter: number): number {
  const slowed = fails === 0 ? pace : Math.min(Math.max(pace, 1) * 2 ** Math.min(fails, 4), Math.max(pace, 120));
  return slowed * (0.9 + 0.2 * jitter);
}
