/** How old a value is, and what that makes of it: one rule for the server's html, the messages of streams and the script in a page. */

/** Seconds after which a value is stale, and after which it counts as none. */
export type AgeLimits = { staleAfter: number; downAfter: number };
export type Freshness = "live" | "stale" | "down";

/** What a value of this age, in seconds, is in a place with these limits. */
export const freshnessOf = (age: number, { staleAfter, downAfter }: AgeLimits): Freshness =>
  age > downAfter ? "down" : age > staleAfter ? "stale" : "live";

/** "9 h", "4 min", "2 d". */
export function ageInWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min`;
  if (whole < 2 * 86_400) return `${Math.floor(whole / 3_600)} h`;
  return `${Math.floor(whole / 86_400)} d`;
}

/** The words beside a value: "live", "stale, 9 h old", "no data since" (then its time). */
export const freshnessInWords = (freshness: Freshness, age: number): string =>
  freshness === "live" ? "live" : freshness === "stale" ? `stale, ${ageInWords(age)} old` : "no data since";
