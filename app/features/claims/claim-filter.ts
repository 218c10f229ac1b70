/** The filters of a list of claims, as parameters of its address. */
import { isMetricId, type MetricId } from "~/features/metrics/metrics";
import { isStatus } from "./claim";
import type { Status } from "./status";
import { shorten } from "~/ui/shorten";

export type ClaimFilter = {
  status?: Status;
  /** A chain's or a group's slug. */
  chain?: string;
  metric?: MetricId;
  tag?: string;
  /** Off by this factor at least; shares, which are off by points, have none. */
  factor?: number;
};

export type ClaimFilterRead = { ok: true; filter: ClaimFilter } | { ok: false; fault: string };

/** The factors that the page offers. */
export const claimFactors = [1.25, 2, 10, 100] as const;

const slug = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Reads `status chain metric tag factor`; an empty value is as none. A fault is a sentence for who wrote the address. */
export function readClaimFilter(asked: URLSearchParams): ClaimFilterRead {
  const value = (name: string) => asked.get(name)?.trim() || undefined;
  const [status, chain, metric, tag, factor] = ["status", "chain", "metric", "tag", "factor"].map(value);
  if (status && !isStatus(status)) return { ok: false, fault: `There is no status “${shorten(status, 40)}”.` };
  if (chain && !slug.test(chain)) return { ok: false, fault: "This is no chain’s name." };
  if (tag && !slug.test(tag)) return { ok: false, fault: "This is no tag’s name." };
  if (metric && !isMetricId(metric)) return { ok: false, fault: `There is no metric “${shorten(metric, 40)}”.` };
  const least = factor === undefined ? undefined : Number(factor);
  if (least !== undefined && !(least >= 1 && least <= 1e12))
    return { ok: false, fault: "A factor is a number of at least 1." };
  return {
    ok: true,
    filter: {
      ...(status && isStatus(status) && { status }),
      ...(chain && { chain }),
      ...(metric && isMetricId(metric) && { metric }),
      ...(tag && { tag }),
      ...(least !== undefined && { factor: least }),
    },
  };
}

/** The filter as values of an address. */
export const filterInAddress = ({ factor, ...rest }: ClaimFilter) => ({
  ...rest,
  ...(factor !== undefined && { factor: String(factor) }),
});
