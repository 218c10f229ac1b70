/** The points of many series, each over a window of its own: at most three queries, whatever their number. */
import { db, type Tx } from "~/platform/db.server";
import { type DefinitionId, definitions } from "~/features/metrics/metrics";
import type { DrawnSeries, Point } from "./series-view";
import { startOf, type Window } from "~/features/metrics/metrics";

export type PointsAsked = {
  /** Null for a series that has no data yet. */
  seriesId: number | null;
  definition: DefinitionId;
  window: Window;
  /** The end of the window. */
  to: Date;
};

export type PointsRead = Pick<DrawnSeries, "points" | "step">;

type Step = PointsRead["step"];
type Open = { place: number; seriesId: number; steps: Step[]; from: string; to: string };

/**
 * Hours for weeks, days for more; finer where there is too little for a line. In the order asked for, each beside what was
 * asked, which may have more in it than the question.
 */
export async function readManyPoints<Asked extends PointsAsked>(
  asked: Asked[],
  tx: Tx = db,
): Promise<(PointsRead & { asked: Asked })[]> {
  const found = asked.map((one): PointsRead & { asked: Asked } => ({ asked: one, points: [], step: "raw" }));
  let open = asked.flatMap(({ seriesId, definition, window, to }, place): Open[] =>
    seriesId === null
      ? []
      : [
          {
            place,
            seriesId,
            steps: stepsFor(definition, window),
            from: startOf(window, to).toISOString(),
            to: to.toISOString(),
          },
        ],
  );
  for (const step of ["day", "hour", "raw"] as const) {
    const now = open.filter(({ steps }) => steps.includes(step));
    if (now.length === 0) continue;
    const read = await (step === "raw" ? readRaw(now, tx) : readBuckets(now, step, tx));
    for (const one of now) {
      const points = read.get(one.place) ?? [];
      const isLast = one.steps.at(-1) === step;
      if (!isLast && points.length <= 2) continue;
      Object.assign(found[one.place] ?? {}, { points, step });
      open = open.filter((other) => other !== one);
    }
  }
  return found;
}

/** What may be drawn, the coarsest first. A definition of days has nothing finer. */
function stepsFor(definition: DefinitionId, window: Window): Step[] {
  if (definitions[definition].datedBy === "beginning") return ["day"];
  if (window === "24h") return ["raw"];
  return ["90d", "1y", "max"].includes(window) ? ["day", "hour", "raw"] : ["hour", "raw"];
}

type Row = { place: number; at: Date; value: string };

const columns = (open: Open[]) => ({
  places: open.map(({ place }) => place),
  ids: open.map(({ seriesId }) => seriesId),
  froms: open.map(({ from }) => from),
  tos: open.map(({ to }) => to),
});

async function readBuckets(open: Open[], bucket: "hour" | "day", tx: Tx) {
  const { places, ids, froms, tos } = columns(open);
  const rows = await tx.$queryRaw<Row[]>`
    select a.place, r."at", trim_scale(round(r."avg", case when abs(r."avg") < 1 then 18 else 9 end))::text as value
    from unnest(${places}::int[], ${ids}::int[], ${froms}::text[], ${tos}::text[]) as a(place, id, first, last)
    join "Rollup" r on r."seriesId" = a.id and r."bucket" = ${bucket}::"Bucket"
      and r."at" >= a.first::timestamptz and r."at" <= a.last::timestamptz
    order by a.place, r."at"`;
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
    select place, max(found."at") as at, trim_scale(round(avg(found."value"), case when abs(avg(found."value")) < 1 then 18 else 9 end))::text as value
    from found join span using (place)
    group by place, date_bin(span.width, found."at", span.first) order by 1, 2`;
  return byPlace(rows);
}

function byPlace(rows: Row[]) {
  const points = new Map<number, Point[]>();
  for (const { place, at, value } of rows) {
    const own = points.get(place) ?? [];
    points.set(place, own);
    own.push([at.toISOString(), value]);
  }
  return points;
}
