/** The points of charts, each over the newest window in which one of its series has a value; history ends where it ends. */
import { startOf, type Window } from "~/features/metrics/metrics";
import { db, type Tx } from "~/platform/db.server";
import type { ChartSpan } from "./chart-span";
import { type PointsAsked, type PointsRead, readManyPoints } from "./read-points.server";

type SeriesAsked = Pick<PointsAsked, "seriesId" | "recordedId" | "definition">;
export type ChartAsked<S extends SeriesAsked> = { series: S[]; window: Window; to: Date };
export type SeriesRead<S> = PointsRead & {
  asked: S;
  /** When the first value of the series is of, where that lies after the beginning of the window; else null. */
  beganAt: string | null;
  /** Of when the newest value is, where the window has none; else null. */
  endedAt: string | null;
};
export type ChartRead<S> = { span: ChartSpan; series: SeriesRead<S>[] };

type Ends = { seriesId: number; oldest: Date | null; newest: Date | null };

/**
 * In the order asked for. Most charts take the queries of `readManyPoints` once; those with an empty window, or one in which
 * recorded history ends, twice, unless they may not look back.
 */
export async function readCharts<S extends SeriesAsked>(
  asked: ChartAsked<S>[],
  { mayLookBack = true, tx = db }: { mayLookBack?: boolean; tx?: Tx } = {},
): Promise<ChartRead<S>[]> {
  const first = await readSpans(
    asked.map((chart) => ({ ...chart, isEarlier: false })),
    tx,
  );
  const incomplete = first.filter(({ series, from }) => series.some(({ points }) => isLate(points, from)));
  const ends = await readEnds(
    incomplete.flatMap(({ series }) => series.flatMap(({ asked: one }) => idsOf(one))),
    tx,
  );
  const earlier = await readSpans(
    first.flatMap(({ chart, series }) => {
      if (!mayLookBack || !series.every((one) => isOver(one, chart.to))) return [];
      const shown = series.flatMap(({ points }) => points.at(-1)?.[0] ?? []).toSorted();
      const newest = shown.length > 0 ? new Date(shown.at(-1)!) : newestOf(chart.series, ends);
      return newest && newest < chart.to ? [{ ...chart, to: newest, isEarlier: true }] : [];
    }),
    tx,
  );
  const again = new Map(earlier.map((one) => [one.chart.series, one]));
  return first.map((one) => {
    const { chart, series, from } = again.get(one.chart.series) ?? one;
    const times = series.flatMap(({ points }) => [points[0]?.[0], points.at(-1)?.[0]]).filter((at) => at !== undefined);
    return {
      span: {
        from: chart.window === "max" ? (times.toSorted()[0] ?? from) : from,
        to: chart.to.toISOString(),
        isEarlier: chart.isEarlier,
      },
      series: series.map((read) => {
        const oldest = idsOf(read.asked)
          .flatMap((id) => ends.get(id)?.oldest?.toISOString() ?? [])
          .toSorted()[0];
        return {
          ...read,
          beganAt: oldest && oldest > from ? oldest : null,
          endedAt: read.points.length > 0 ? null : (newestOf([read.asked], ends)?.toISOString() ?? null),
        };
      }),
    };
  });
}

/** Days after which recorded history counts as ended: nothing goes on with it. */
const ended = 4 * 86_400_000;

/** Whether a window up to `to` has no value of a series, or recorded ones alone that end days before it does. */
const isOver = ({ points, recordedThrough }: PointsRead, to: Date) => {
  const last = points.at(-1)?.[0];
  return !last || (recordedThrough === last && to.getTime() - Date.parse(last) > ended);
};

type Open<S extends SeriesAsked> = ChartAsked<S> & { isEarlier: boolean };

async function readSpans<S extends SeriesAsked>(charts: Open<S>[], tx: Tx) {
  const read = await readManyPoints(
    charts.flatMap((chart) =>
      chart.series.map((one) => ({
        chart,
        one,
        seriesId: one.seriesId,
        recordedId: one.recordedId ?? null,
        definition: one.definition,
        window: chart.window,
        to: chart.to,
      })),
    ),
    tx,
  );
  return charts.map((chart) => ({
    chart,
    from: startOf(chart.window, chart.to).toISOString(),
    series: read
      .filter(({ asked }) => asked.chart === chart)
      .map(({ asked, points, step, recordedThrough }) => ({ asked: asked.one, points, step, recordedThrough })),
  }));
}

const idsOf = ({ seriesId, recordedId }: SeriesAsked) =>
  [seriesId, recordedId].filter((id): id is number => typeof id === "number");

/** No value, or the first one more than a tenth of an hour behind the beginning: whether it began there is asked. */
const isLate = (points: PointsRead["points"], from: string) =>
  points.length === 0 || Date.parse(points[0]![0]) - Date.parse(from) > 360_000;

function newestOf(series: SeriesAsked[], ends: Map<number, Ends>): Date | null {
  const times = series.flatMap(idsOf).flatMap((id) => ends.get(id)?.newest ?? []);
  return times.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** The oldest and the newest moment that each of these series has a value of; one query. */
async function readEnds(ids: number[], tx: Tx): Promise<Map<number, Ends>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Ends[]>`
    select a.id as "seriesId", least(o.oldest, d.oldest) as oldest, greatest(o.newest, d.newest) as newest
    from unnest(${[...new Set(ids)]}::int[]) as a(id),
      lateral (select min("at") as oldest, max("at") as newest from "Observation" where "seriesId" = a.id) o,
      lateral (select min("at") as oldest, max("at") as newest from "Rollup" where "seriesId" = a.id) d`;
  return new Map(rows.map((row) => [row.seriesId, row]));
}
