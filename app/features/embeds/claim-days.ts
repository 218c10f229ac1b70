import type { ClaimPage } from "~/features/claims/claims.server";
import { formatDate } from "~/ui/dates";

type Dated = Pick<ClaimPage, "statedAt" | "checkedAt" | "observedThen" | "observedNow" | "verdict">;

/** When a claim was stated, of which days the observed values are, and since when its verdict stands. */
export function daysOfClaim({ statedAt, checkedAt, observedThen, observedNow, verdict }: Dated): string[] {
  const until = (day: string | undefined) => (day ? `, to ${formatDate(day)}` : "");
  return [
    `stated ${formatDate(statedAt)}`,
    observedThen && `at posting ${observedThen}${until(verdict.atPosting?.observed.to)}`,
    observedNow
      ? `now ${observedNow}${until(verdict.now?.observed.to)}`
      : verdict.lastDay && `no data since ${formatDate(verdict.lastDay)}`,
    checkedAt ? `verdict of ${formatDate(checkedAt)}` : "not checked yet",
  ].filter((part): part is string => Boolean(part));
}
