/** What was true of a widget's series when its post was written; written down once and never again. */
import { z } from "zod";
import { databaseNow, type Tx } from "~/platform/db.server";
import { type DefinitionId, definitions, isDefinitionId } from "~/features/metrics/metrics";
import type { PinnedValue, PlacedWidget } from "./pinned";
import { readChains } from "~/features/chains/chains.server";
import { chooseSeries } from "./read-widgets.server";
import { type Chosen, listRows, placeOf, readCharts, type SeriesRow } from "~/features/series/series.server";
import { spokenUntil } from "~/features/metrics/metrics";
import type { DrawnSeries, SeriesView } from "~/features/series/series";
import { readWidgetAddress, type Widget } from "./widget";

type Given = { postId: number; revision: number; at: Date };
type Stored = { values: PinnedValue[]; drawn?: DrawnSeries[] };

const mostPoints = 200;

/**
 * Writes down the widgets of a post's current revision. One that stands there already, or stood in an earlier revision in
 * the same words, keeps what was true then.
 */
export async function placeWidgets(
  tx: Tx,
  { postId, revision, at }: Given,
  widgets: { address: string; caption: string }[],
): Promise<PlacedWidget[]> {
  if (widgets.length === 0) return [];
  const earlier = await tx.postWidget.findMany({
    where: { postId, revision: { lte: revision } },
    orderBy: [{ revision: "desc" }, { ordinal: "asc" }],
  });
  const unused = [...earlier];
  const kept = widgets.map(({ address }, index) => {
    const isSame = (row: (typeof earlier)[number]) => row.address === address.slice(0, 400);
    const own = unused.findIndex((row) => row.revision === revision && row.ordinal === index + 1 && isSame(row));
    const place = own === -1 ? unused.findIndex(isSame) : own;
    return place === -1 ? null : unused.splice(place, 1)[0]!;
  });
  const fresh = widgets.flatMap(({ address }, index) => (kept[index] ? [] : [address]));
  const made = await pin(tx, fresh, at);
  let next = 0;
  const rows = widgets.map(({ address }, index) => {
    const row = kept[index];
    const { pinnedAt, pinned } = row
      ? { pinnedAt: row.pinnedAt, pinned: readStored(row.pinned) }
      : { pinnedAt: at, pinned: made[next++]! };
    return { postId, revision, ordinal: index + 1, address: address.slice(0, 400), pinnedAt, pinned };
  });
  await tx.postWidget.deleteMany({ where: { postId, revision } });
  await tx.postWidget.createMany({ data: rows });
  return rows.map(({ pinnedAt, pinned }, index) => ({
    ...widgets[index]!,
    revision,
    pinned: { at: pinnedAt.toISOString(), values: pinned.values },
  }));
}

/** The pins that posting the text now would store; writes nothing. */
export async function previewWidgets(tx: Tx, widgets: { address: string; caption: string }[]) {
  if (widgets.length === 0) return { placed: [], frozen: new Map<number, DrawnSeries[]>() };
  const at = await databaseNow(tx);
  const pinned = await pin(
    tx,
    widgets.map(({ address }) => address),
    at,
  );
  const frozen = new Map(pinned.flatMap(({ drawn }, index) => (drawn ? [[index + 1, drawn] as const] : [])));
  const placed = widgets.map((widget, index): PlacedWidget => ({
    ...widget,
    revision: 1,
    pinned: { at: at.toISOString(), values: pinned[index]!.values },
  }));
  return { placed, frozen };
}

const StoredValue = z.object({
  subject: z.string(),
  metric: z.string(),
  value: z.string().nullable(),
  asOf: z.string().nullable(),
}) satisfies z.ZodType<PinnedValue>;

/** What a row keeps of a widget. Values that another build wrote in a shape that can't be read are left out. */
function readStored(column: unknown): Stored {
  const read = z.looseObject({ values: z.array(StoredValue) }).safeParse(column);
  return read.success ? (column as Stored) : { ...(column as Stored), values: [] };
}

const Frozen = z.object({ drawn: z.array(z.custom<DrawnSeries>((value) => value instanceof Object)) });

/** The series of frozen widgets by `post:ordinal`, with their points as they were; one query. */
export async function findFrozen(
  tx: Tx,
  wanted: { postId: number; revision: number; ordinal: number }[],
): Promise<Map<string, DrawnSeries[]>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.postWidget.findMany({
    where: { OR: wanted },
    select: { postId: true, ordinal: true, pinned: true },
  });
  const chains = await readChains(tx);
  return new Map(
    rows.flatMap(({ postId, ordinal, pinned }) => {
      const read = Frozen.safeParse(pinned);
      if (!read.success) return [];
      // Posts that are older than this word of a series have not kept it.
      const drawn = read.data.drawn.map((one) => ({
        ...one,
        token: chains.find(one.subject)?.chain?.gasToken ?? null,
      }));
      return [[`${postId}:${ordinal}`, drawn] as const];
    }),
  );
}

type ChosenWidget = { widget: Widget; series: Chosen[] };

async function pin(tx: Tx, addresses: string[], at: Date): Promise<Stored[]> {
  const read = addresses.map(readWidgetAddress);
  const widgets = read.flatMap((one) => ("widget" in one ? [one.widget] : []));
  const refs = widgets.flatMap((widget) => widget.refs);
  const rows = refs.length > 0 ? await rowsAt(tx, await listRows(refs, tx), at) : [];
  const judged = { chains: await readChains(tx), now: at };
  const chosen = read.map((one): ChosenWidget | null =>
    "widget" in one ? { widget: one.widget, series: chooseSeries(one.widget, rows, judged).series } : null,
  );
  const values = valuesAt(
    chosen.flatMap((one) => one?.series ?? []),
    at,
  );
  const drawn = await drawFrozen(tx, chosen, { rows, values, at });
  return chosen.map((one, index) => ({
    values: (one?.series ?? []).map(({ view }) => ({
      subject: view.subject,
      metric: view.metric,
      ...(values.get(view) ?? { value: null, asOf: null }),
    })),
    ...(drawn[index] && { drawn: drawn[index] }),
  }));
}

type Known = { value: string; asOf: string };

/** These rows as they stood at that moment: each with the newest value that it had then, or none. */
async function rowsAt(tx: Tx, rows: SeriesRow[], at: Date): Promise<SeriesRow[]> {
  const known = rows.filter(({ definitionId }) => isDefinitionId(definitionId));
  const later = known.filter(
    ({ lastAt, definitionId }) => lastAt && spokenUntil(lastAt, definitions[definitionId as DefinitionId]) > at,
  );
  if (later.length === 0) return rows;
  const moment = at.toISOString();
  const found = await tx.$queryRaw<{ id: number; at: Date; value: string }[]>`
    select distinct on (a.id) a.id, v.until - a.length * interval '1 second' as at, trim_scale(round(v.value, case when abs(v.value) < 1 then 18 else 9 end))::text as value
    from unnest(${later.map(({ id }) => id)}::int[],
      ${later.map(({ definitionId }) => lengthOf(definitionId as DefinitionId))}::int[]) as a(id, length),
    lateral (
      (select o."at" + a.length * interval '1 second' as until, o."value" as value from "Observation" o
        where o."seriesId" = a.id and o."at" <= ${moment}::timestamptz - a.length * interval '1 second'
        order by o."at" desc limit 1)
      union all
      (select r."at" + case r."bucket" when 'day' then interval '1 day' else interval '1 hour' end, r."avg" from "Rollup" r
        where r."seriesId" = a.id and (r."bucket" = 'day' or a.length = 0)
          and r."at" <= ${moment}::timestamptz - case r."bucket" when 'day' then interval '1 day' else interval '1 hour' end
        order by 1 desc limit 1)) v
    order by a.id, v.until desc`;
  const then = new Map(found.map((row) => [row.id, row]));
  const isLater = new Set(later.map(({ id }) => id));
  return rows.map((row) => {
    if (!isLater.has(row.id)) return row;
    const past = then.get(row.id);
    return { ...row, lastAt: past?.at ?? null, lastValue: past?.value ?? null, lastBlock: null };
  });
}

/** The value of each series at that moment, by its view; those that had none are not in it. */
function valuesAt(series: Chosen[], at: Date): Map<SeriesView, Known> {
  const known = new Map<SeriesView, Known>();
  for (const { view, row } of series) {
    if (!row?.lastAt || row.lastValue === null) continue;
    const until = spokenUntil(row.lastAt, definitions[view.definition]);
    if (!isTooOld(until, at, view.definition)) known.set(view, { value: row.lastValue, asOf: until.toISOString() });
  }
  return known;
}

const lengthOf = (definition: DefinitionId) =>
  definitions[definition].datedBy === "beginning" ? definitions[definition].interval : 0;

/** What was down at that moment said nothing. */
const isTooOld = (until: Date, at: Date, definition: DefinitionId) =>
  (at.getTime() - until.getTime()) / 1_000 > definitions[definition].downAfter;

/** For widgets in mode `pinned` their series with the points of the newest window up to that moment, few enough to be stored. */
async function drawFrozen(
  tx: Tx,
  chosen: (ChosenWidget | null)[],
  { rows, values, at }: { rows: SeriesRow[]; values: Map<SeriesView, Known>; at: Date },
) {
  const frozen = chosen.flatMap((one) => (one?.widget.mode === "pinned" ? [one] : []));
  const charts = await readCharts(
    frozen.map(({ widget, series }) => ({
      series: series.map((one) => placeOf(one, rows)),
      window: widget.window,
      // A day that had not ended had no value.
      to: new Date(at.getTime() - Math.max(0, ...series.map(({ view }) => lengthOf(view.definition))) * 1_000),
    })),
    { tx },
  );
  const drawn = new Map(
    frozen.map((one, index) => [
      one,
      charts[index]!.series.map(({ asked: { view }, points, step, recordedThrough }): DrawnSeries => {
        const known = values.get(view);
        return {
          ...view,
          value: known?.value ?? null,
          asOf: known?.asOf ?? null,
          state: view.state === "archive" ? "archive" : known ? "live" : "down",
          age: null,
          points: thinned(points),
          step,
          recordedThrough,
        };
      }),
    ]),
  );
  return chosen.map((one) => (one && drawn.get(one)) ?? null);
}

/** Evenly spaced points, at most `mostPoints` and the last one. */
function thinned(points: DrawnSeries["points"]): DrawnSeries["points"] {
  const every = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => index % every === 0 || index === points.length - 1);
}
