/** The points of many series, each over a window of its own: at most four queries, whatever their number. */
import { db, type Tx } from "~/platform/db.server";
import { type DefinitionId, definitions, hasRecordedHours } from "~/features/metrics/metrics";
import type { DrawnSeries } from "./series-view";
import { startOf, type Window } from "~/features/metrics/metrics";

export type PointsAsked = {
  /** Null for a series that has no data yet. */
  seriesId: number | null;
  /** The archive's series whose days (and hours) stand where the other has none; the same one for the archive itself. */
  recordedId?: number | null;
  definition: DefinitionId;
  window: Window;
  /** The end of the window. */
  to: Date;
};

export type PointsRead = Pick<DrawnSeries, "points" | "step" | "recordedThrough">;

type Step = PointsRead["step"];
type Open = { place: number; seriesId: number; recordedId: number | null; steps: Step[]; from: string; to: string };

/**
 * Hours for weeks, days for more; finer where there is too little for a line. In the order asked for, each beside what was
 * asked, which may have more in it than the question.
 */
export async function readManyPoints<Asked extends PointsAsked>(
  asked: Asked[],
  tx: Tx = db,
): Promise<(PointsRead & { asked: Asked })[]> {
  const found = asked.map((one): PointsRead & { asked: Asked } => ({
    asked: one,
    points: [],
    step: "raw",
    recordedThrough: null,
  }));
  let open = asked.flatMap(({ seriesId, recordedId = null, definition, window, to }, place): Open[] =>
    seriesId === null
      ? []
      : [
          {
            place,
            seriesId,
            recordedId,
            steps: stepsFor(definition, window),
            from: startOf(window, to).toISOString(),
            to: to.toISOString(),
          },
        ],
  );
  // Days once more at the end: for those that had rather had recorded hours.
  for (const step of ["day", "hour", "raw", "day"] as const) {
    const now = open.filter(({ steps }) => steps[0] === step);
    if (now.length === 0) continue;
    const read = await (step === "raw" ? readRaw(now, tx) : readBuckets(now, step, tx));
    for (const one of now) {
      const { points, recordedThrough } = read.get(one.place) ?? { points: [], recordedThrough: null };
      if (one.steps.length > 1 && points.length <= 2) {
        one.steps = one.steps.slice(1);
        continue;
      }
      Object.assign(found[one.place] ?? {}, { points, step, recordedThrough });
      open = open.filter((other) => other !== one);
    }
  }
  return found;
}

/** The steps that may be drawn, the preferred first. A daily definition has no finer step, unless its hours are recorded. */
function stepsFor(definition: DefinitionId, window: Window): Step[] {
  if (hasRecordedHours(definition)) return ["90d", "1y", "max"].includes(window) ? ["day"] : ["hour", "day"];
  if (definitions[definition].datedBy === "beginning") return ["day"];
  if (window === "24h") return ["raw"];
  return ["90d", "1y", "max"].includes(window) ? ["day", "hour", "raw"] : ["hour", "raw"];
}

type Row = { place: number; at: Date; value: string; isRecorded: boolean };
type Read = Pick<PointsRead, "points" | "recordedThrough">;

const columns = (open: Open[]) => ({
  places: open.map(({ place }) => place),
  ids: open.map(({ seriesId }) => seriesId),
  recorded: open.map(({ recordedId }) => recordedId),
  froms: open.map(({ from }) => from),
  tos: open.map(({ to }) => to),
});

async function readBuckets(open: Open[], bucket: "hour" | "day", tx: Tx) {
  const { places, ids, recorded, froms, tos } = columns(open);
  // The series' own bucket comes before the recorded one of the same moment.
  const rows = await tx.$queryRaw<Row[]>`
    select distinct on (a.place, r."at") a.place, r."at", trim_scale(round(r."avg", case when abs(r."avg") < 1 then 18 else 9 end))::text as value, r."seriesId" is not distinct from a.recorded as "isRecorded"
    from unnest(${places}::int[], ${ids}::int[], ${recorded}::int[], ${froms}::text[], ${tos}::text[]) as a(place, id, recorded, first, last)
    join "Rollup" r on r."seriesId" in (a.id, a.recorded) and r."bucket" = ${bucket}::"Bucket"
      and r."at" >= a.first::timestamptz and r."at" <= a.last::timestamptz
    order by a.place, r."at", (r."seriesId" = a.id) desc`;
  return byPlace(rows);
}

/** Raw values, thinned to some three hundred a series by means of equal stretches. */
async function readRaw(open: Open[], tx: Tx) {
  const { places, ids, froms, tos } = columns(open);
  const rows = await tx.$queryRaw<Row[]>`
    with found as (
      select a.place, o."at", o."value"
      from unnest(${places}::int[], ${ids}::int[], ${froms}::text[], ${tos}::text[]) as a(place, id, first, last)
      join "Observation" o on o."seriesId" = a.id and o."at" >= a.first::timestamptz and o."at" <= a.last::timestamptz),
    span as (
      select place, min("at") as first, greatest(interval '1 second', (max("at") - min("at")) / 300) as width
      from found group by place)
    select place, max(found."at") as at, trim_scale(round(avg(found."value"), case when abs(avg(found."value")) < 1 then 18 else 9 end))::text as value, false as "isRecorded"
    from found join span using (place)
    group by place, date_bin(span.width, found."at", span.first) order by 1, 2`;
  return byPlace(rows);
}

function byPlace(rows: Row[]) {
  const read = new Map<number, Read>();
  for (const { place, at, value, isRecorded } of rows) {
    const own = read.get(place) ?? { points: [], recordedThrough: null };
    read.set(place, own);
    own.points.push([at.toISOString(), value]);
    if (isRecorded) own.recordedThrough = at.toISOString();
  }
  return read;
}
