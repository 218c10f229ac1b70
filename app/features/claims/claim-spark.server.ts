/** The series behind a claim as a small drawing: the days around posting and since, with the stated level. */
import { definitions, shownUnit, type Unit } from "~/features/metrics/metrics";
import { listLowerBounds, readObservedDays } from "~/features/series/series.server";
import { type ChartSpec, drawingHtml } from "~/ui/chart/chart";
import { formatDate } from "~/ui/dates";
import { type Html, trustedHtml } from "~/ui/html";
import { readClaimAddress, type SeriesName } from "./claim-address";
import { statedInterval } from "./interval";
import { statedUnitOf, usualUnitOf } from "./metric-unit";
import { dayOf } from "./observe.server";
import { divide, toDecimal } from "./rational";
import { quantityOf } from "./read-claims";
import { unitOfRate } from "./units";

type Given = { text: string; heading: string; address: string; title: string; asOf: string; checkedAt: string | null };

const size = { width: 272, height: 68 };
const dayLength = 86_400_000;
const before = 60;
const longest = 400;

/** A spark line with the day of posting; null for a claim about no single series, and where less than a week is known. */
export async function claimSpark(claim: Given, now: Date): Promise<Html | null> {
  // While nothing of its check is public, the stated level stands beside no series.
  if (claim.checkedAt === null) return null;
  const read = readClaimAddress(claim.address, claim.title);
  if (!read.ok || read.address.binding.kind !== "level") return null;
  const { series } = read.address.binding;
  const asOf = Date.parse(claim.asOf);
  const span = {
    from: dayOf(asOf - before * dayLength),
    to: dayOf(Math.min(now.getTime(), asOf + longest * dayLength)),
  };
  const days = await daysOf(series, span);
  if (!days || days.points.length < 7) return null;
  const level = statedLevel(claim, read.address.unit, series, days.unit);
  const spec: ChartSpec = {
    series: [{ key: series.subject, name: days.name, points: days.points }],
    unit: days.shown,
    isPast: true,
    events: [{ at: new Date(asOf).toISOString(), name: "posted" }],
    ...(level !== null && { level: { value: level, name: "stated" } }),
  };
  const [first, last] = [days.points[0]!.at, days.points.at(-1)!.at];
  const name = `${days.name}, ${formatDate(first)} to ${formatDate(last)}, posted ${formatDate(claim.asOf)}`;
  return trustedHtml(drawingHtml(spec, { kind: "spark", size, name, className: "claim-spark" }));
}

async function daysOf({ subject, metric }: SeriesName, span: { from: string; to: string }) {
  const at = (day: string) => `${day}T00:00:00.000Z`;
  const found = await readObservedDays({ subject, metric }, span);
  if (found)
    return {
      name: `${subject}/${metric}`,
      unit: found.unit,
      shown: shownUnit(found.definition, null),
      points: found.days.map(({ day, value }) => ({ at: at(day), value })),
    };
  const bounds = await listLowerBounds(subject, metric, span);
  const [first] = bounds ?? [];
  if (!bounds || !first) return null;
  return {
    name: `${subject}/${metric}, recorded chains`,
    unit: definitions[first.definition].unit,
    shown: shownUnit(first.definition, null),
    points: bounds.map(({ day, atLeast }) => ({ at: at(day), value: atLeast })),
  };
}

/** The stated value in the series' unit; null where the two are no measure of the same. */
function statedLevel({ text, heading }: Given, unit: string | null, series: SeriesName, seriesUnit: Unit) {
  const quantity = quantityOf(text, heading, unit);
  const { dimension, inBase } = statedUnitOf(series.metric, seriesUnit);
  const given = quantity && (unitOfRate(quantity.unit, dimension) ?? usualUnitOf(series.metric));
  const stated = quantity && statedInterval(quantity, given);
  const value = stated?.exact.lo ?? stated?.exact.hi;
  return value && stated?.dimension === dimension ? toDecimal(divide(value, inBase), 6) : null;
}
