/** Series with their points and live sources, as charts draw them. */
import { readChains } from "~/features/chains/chains.server";
import { type DefinitionId, definitions, isDefinitionId, type Window } from "~/features/metrics/metrics";
import { databaseNow } from "~/platform/db.server";
import type { ChartSpan } from "./chart-span";
import { choose, type Chosen } from "./choose-series";
import { readLiveNotes } from "./live-source.server";
import { readBounds } from "./lower-bound.server";
import { readCharts, type SeriesRead } from "./read-charts.server";
import { listRows, type SeriesRef, type SeriesRow } from "./series-rows.server";
import type { DrawnSeries, SeriesView } from "./series-view";
import { type Judged, recordedRow, toView } from "./view-of-row";

type Asked = SeriesRef & {
  /** Null: a day where values come every minute, else 90 days. */
  window: Window | null;
  provider?: string;
  definition?: string;
  /** The end of the window; without it now, or the newest moment that has a value where the window up to now has none. */
  to?: Date;
};

type SeriesFound = {
  series: DrawnSeries;
  /** The same metric's other providers and definitions here. */
  others: SeriesView[];
  window: Window;
  span: ChartSpan;
  now: Date;
};

/** A series with its points in a window. */
export async function readSeries(asked: Asked): Promise<SeriesFound> {
  const { charted, judged, rows } = await readChart([asked], asked);
  const series = charted.series[0]!;
  const others = rows
    .filter(
      (row) =>
        row.subject === asked.subject &&
        !(row.key === series.provider?.key && row.definitionId === series.definition) &&
        isDefinitionId(row.definitionId),
    )
    .map((row) => toView(asked, row.definitionId as DefinitionId, row, judged, rows));
  return { ...charted, series, others, now: judged.now };
}

/** Several series in one chart, over the same time span. `rows` are all series of their subjects and metrics. */
export async function readChart(
  asked: (SeriesRef & { provider?: string; definition?: string })[],
  { window, to }: { window: Window | null; to?: Date },
) {
  const now = await databaseNow();
  const [rows, chains] = await Promise.all([listRows(asked), readChains()]);
  const judged = { chains, now };
  const chosen = asked.map((one) => choose(one, rows, judged, one));
  const isLive = chosen.some(
    ({ view }) => view.state !== "archive" && view.value !== null && definitions[view.definition].interval < 86_400,
  );
  const shown = window ?? (isLive ? "24h" : "90d");
  const [chart] = await readCharts(
    [{ series: chosen.map((one) => placeOf(one, rows)), window: shown, to: to ?? now }],
    { mayLookBack: to === undefined },
  );
  return { charted: { window: shown, span: chart!.span, series: await toDrawn(chart!.series, judged) }, judged, rows };
}

/**
 * A chosen series with the ids by which `readCharts` finds its points: its own, and that of the archive's series for the days
 * on which it has no values; each null if there is none.
 */
export const placeOf = ({ view, row }: Chosen, rows: SeriesRow[]) => ({
  view,
  definition: view.definition,
  seriesId: row?.id ?? null,
  recordedId: row ? (recordedRow(view.subject, view.definition, rows)?.id ?? null) : null,
});

/** Each series as it is drawn, with its live source and, for a group, its lower bound. */
export async function toDrawn(read: SeriesRead<{ view: SeriesView }>[], judged: Judged): Promise<DrawnSeries[]> {
  const views = read.map(({ asked }) => asked.view);
  const [notes, bounds] = await Promise.all([readLiveNotes(views, judged), readBounds(views, judged)]);
  return read.map(({ asked, ...points }, index) => ({
    ...asked.view,
    ...points,
    liveNote: notes[index] ?? null,
    bound: bounds[index] ?? null,
  }));
}
