/** The last two weeks of series, for what tells of the week. */
import { creditsOfProviders, isMetricId, metrics } from "~/features/metrics/metrics";
import { readChains } from "~/features/chains/chains.server";
import { formatChange, formatQuantity } from "~/ui/quantity";
import { readDays } from "./read-days.server";
import { readLatest } from "./read-latest.server";
import { unitOf } from "./series-view";

/** The means of the seven newest days of a series and of the seven before them. */
export type Week = {
  /** "Base: TPS". */
  name: string;
  before: string;
  after: string;
  /** "+41 %". */
  change: string;
  /** The same as a number: 0.41. */
  moved: number;
  /** Its newest day. */
  until: string;
  credit: string[];
};

const days = 14;
const day = 86_400_000;
/** A smaller share is noise. */
const leastMove = 0.05;
/** Older values are no news. */
const newest = 4 * day;

/** Those of these series whose mean of a week differs by more than 5 % from the week before. Both weeks have six days or more. */
export async function readWeeks(refs: { subject: string; metricId: string }[], now: Date): Promise<Week[]> {
  const known = refs.flatMap(({ subject, metricId }) => (isMetricId(metricId) ? [{ subject, metric: metricId }] : []));
  const chains = await readChains();
  const views = (await readLatest(known, now)).filter(({ value }) => value !== null);
  const points = await readDays(views, days);
  return views.flatMap((view, index) => {
    const own = points[index] ?? [];
    const last = own.at(-1);
    if (!last || now.getTime() - Date.parse(last[0]) > newest) return [];
    const half = Date.parse(last[0]) - 7 * day;
    const after = own.filter(([at]) => Date.parse(at) > half).map(([, value]) => Number(value));
    const before = own.filter(([at]) => Date.parse(at) <= half).map(([, value]) => Number(value));
    if (after.length < 6 || before.length < 6) return [];
    const [from, to] = [mean(before), mean(after)];
    const change = formatChange(from, to, unitOf(view));
    const moved = from === 0 ? 0 : (to - from) / from;
    if (change === null || Math.abs(moved) <= leastMove) return [];
    const unit = unitOf(view);
    return {
      name: `${chains.find(view.subject)?.name ?? view.subject}: ${metrics[view.metric].name}`,
      before: formatQuantity(from, unit),
      after: formatQuantity(to, unit),
      change,
      moved,
      until: last[0],
      credit: view.provider ? creditsOfProviders([view.provider]) : [],
    };
  });
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
