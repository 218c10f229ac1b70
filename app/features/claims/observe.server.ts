/** The observed value for a claim: the median of seven complete days, or a bound where a group has no value of its own. */
import type { Unit } from "~/features/metrics/metrics";
import { listLowerBounds, newestObservedDay, readObservedDays } from "~/features/series/series.server";
import type { Binding, SeriesName } from "./claim-address";
import type { Interval } from "./interval";
import { statedUnitOf } from "./metric-unit";
import {
  compare,
  decimal,
  divide,
  medianOf,
  multiply,
  negate,
  type Rational,
  rational,
  signOf,
  subtract,
  toDecimal,
} from "./rational";
import type { Observed, ObservedSeries } from "./verdict";

const dayLength = 86_400_000;
const windowDays = 7;
/** The newest day of a window may be this much older than the window's end. */
const longestGap = 2;

export const dayOf = (moment: Date | number) => new Date(moment).toISOString().slice(0, 10);
const addDays = (day: string, count: number) => dayOf(Date.parse(day) + count * dayLength);

/** The seven newest complete days in UTC before a moment. */
export function windowBefore(moment: Date): { from: string; to: string } {
  const to = addDays(dayOf(moment), -1);
  return { from: addDays(to, 1 - windowDays), to };
}

/** One series over a window, in base units: a value, or the least that it can be. */
type Seen = { value: Rational; isBound: boolean; series: ObservedSeries };

type Window = { from: string; to: string };

/** The lookups of one run, cached: many claims use the same series and days. */
export type Sight = { seen: Map<string, Promise<Seen | null>>; newestDays: Map<string, Promise<string | null>> };

export const newSight = (): Sight => ({ seen: new Map(), newestDays: new Map() });

function once<T>(known: Map<string, Promise<T>>, key: string, look: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? look();
  known.set(key, found);
  return found;
}

const lookWith =
  ({ seen }: Sight) =>
  (series: SeriesName, window: Window, definition: string | undefined) =>
    once(seen, [series.subject, series.metric, window.from, window.to, definition].join(" "), () =>
      see(series, window, definition),
    );

async function see(asked: SeriesName, window: Window, definition?: string): Promise<Seen | null> {
  const { subject, metric } = asked;
  const found = await readObservedDays({ subject, metric, definition }, window);
  if (found && isRecent(found.days.at(-1)?.day, window.to))
    return seenIn(found.unit, { ...asked, ...found, members: [] });
  const bounds = (await listLowerBounds(subject, metric, window)) ?? [];
  const newest = bounds.at(-1);
  if (!newest || !isRecent(newest.day, window.to)) return null;
  return seenIn(newest.unit, {
    ...asked,
    definition: newest.definition,
    provider: "archive",
    providerName: "recorded chains",
    days: bounds.map(({ day, atLeast }) => ({ day, value: atLeast })),
    members: newest.members.map(({ name }) => name),
  });
}

const isRecent = (day: string | undefined, to: string) =>
  day !== undefined && Date.parse(to) - Date.parse(day) <= longestGap * dayLength;

type Days = Omit<ObservedSeries, "median" | "unit"> & SeriesName;

/** The median of days whose values are in `unit`; with members it is the least that these add up to. */
function seenIn(unit: Unit, { subject, metric, definition, provider, providerName, days, members }: Days): Seen {
  const { id, factor, inBase } = statedUnitOf(metric, unit);
  const median = medianOf(days.map(({ value }) => decimal(value)))!;
  return {
    value: multiply(median, inBase),
    isBound: members.length > 0,
    series: {
      subject,
      metric,
      definition,
      provider,
      providerName,
      median: toDecimal(multiply(median, factor)),
      unit: id,
      days,
      members,
    },
  };
}

export type Observation = { interval: Interval; observed: Observed };

const range = (lo: Rational | null, hi: Rational | null, window: Window, series: Seen[]): Observation => ({
  interval: { lo, hi },
  observed: { ...window, lo: lo && toDecimal(lo), hi: hi && toDecimal(hi), series: series.map((one) => one.series) },
});

type Asked = {
  moment: Date;
  /** The stated one of a change: a fall is compared as a positive number. */
  direction: "up" | "down" | null;
  /** The definitions to go on with, in the order of the series. */
  definitions?: string[];
};

/** The observed value of a binding in the window before `moment`, in base units. Null when the data doesn't reach. */
export async function observe(
  binding: Binding,
  { moment, direction, definitions = [] }: Asked,
  sight: Sight,
): Promise<Observation | null> {
  const window = windowBefore(moment);
  const look = lookWith(sight);
  switch (binding.kind) {
    case "level": {
      const seen = await look(binding.series, window, definitions[0]);
      return seen && range(seen.value, seen.isBound ? null : seen.value, window, [seen]);
    }
    case "share": {
      const ends = pair({ series: binding.series, window }, { series: binding.of, window });
      const [part, whole] = (await lookAtBoth(look, ends, definitions)) ?? [];
      if (!part || !whole || signOf(whole.value) <= 0 || part.isBound) return null;
      const share = divide(part.value, whole.value);
      // A whole that is at least so much makes a share that is at most so much.
      return range(whole.isBound ? null : share, share, window, [part, whole]);
    }
    case "multiple": {
      const ends = pair({ series: binding.series, window }, { series: binding.over, window });
      const [top, base] = (await lookAtBoth(look, ends, definitions)) ?? [];
      if (!top || !base || signOf(base.value) <= 0) return null;
      const times = divide(top.value, base.value);
      if (top.isBound && base.isBound) return null;
      if (top.isBound) return range(times, null, window, [top, base]);
      return range(base.isBound ? null : times, times, window, [top, base]);
    }
    case "change": {
      const { series } = binding;
      const ends = pair({ series, window: endingOn(binding.from) }, { series, window: endingOn(binding.to) });
      const [before, after] = (await lookAtBoth(look, ends, definitions)) ?? [];
      if (!before || !after || before.isBound || after.isBound || compare(before.value, rational(0n)) <= 0) return null;
      const grown = divide(subtract(after.value, before.value), before.value);
      const change = direction === "down" ? negate(grown) : grown;
      return range(change, change, { from: binding.from, to: binding.to }, [before, after]);
    }
    case "forecast": {
      const seen = binding.series && (await look(binding.series, window, definitions[0]));
      return seen && range(seen.value, seen.isBound ? null : seen.value, window, [seen]);
    }
    case "declared":
      return null;
  }
}

const endingOn = (day: string) => ({ from: addDays(day, 1 - windowDays), to: day });

type Place = { series: SeriesName; window: Window };
const pair = (a: Place, b: Place): [Place, Place] => [a, b];

const isOneMeasure = (a: Seen, b: Seen) =>
  a.series.metric !== b.series.metric || a.series.definition === b.series.definition;

/** Two values of one metric, by one definition: others are not set against each other. */
async function lookAtBoth(
  look: (series: SeriesName, window: Window, definition: string | undefined) => Promise<Seen | null>,
  [a, b]: [Place, Place],
  definitions: string[],
): Promise<[Seen, Seen] | null> {
  const first = await look(a.series, a.window, definitions[0]);
  const second = await look(b.series, b.window, definitions[1] ?? first?.series.definition);
  if (!first || !second) return null;
  if (isOneMeasure(first, second)) return [first, second];
  const again = await look(a.series, a.window, second.series.definition);
  return again && isOneMeasure(again, second) ? [again, second] : null;
}

/** The newest day of which anything is known of a claim's series; null for none. */
export async function lastKnownDay(binding: Binding, now: Date, { newestDays }: Sight): Promise<string | null> {
  if (binding.kind === "declared" || !binding.series) return null;
  const { series } = binding;
  return once(newestDays, `${series.subject} ${series.metric}`, () => newestObservedDay(series, dayOf(now)));
}
