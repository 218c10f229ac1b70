/** The newest values and the points of all widgets of a page, in a few queries. */
import { LRUCache } from "lru-cache";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { type DefinitionId, definitionsOf, isDefinitionId } from "~/features/metrics/metrics";
import {
  choose,
  type Chosen,
  type Judged,
  listRows,
  placeOf,
  readCharts,
  type SeriesRow,
  toDrawn,
} from "~/features/series/series.server";
import type { ChartSpan, DrawnSeries } from "~/features/series/series";
import { readChains } from "~/features/chains/chains.server";
import type { SeriesStyle } from "~/ui/chart/chart";
import { areOfOneMetric, type Widget } from "./widget";

export type ShownWidget = {
  widget: Widget;
  /** In the order asked for; all but those of view `value` by one definition. */
  series: DrawnSeries[];
  /** The time its chart covers: the window up to now, or the newest one that has a value. */
  span: ChartSpan;
  /** Why a chain that was asked for is not among them, in sentences. */
  refused: string[];
  /** What the chains asked for are called, by their slugs. */
  names: Record<string, string>;
  /** How the chains asked for are drawn, by their slugs. */
  styles: Record<string, SeriesStyle | undefined>;
  /** When this was read, by the database's clock, ISO. */
  now: string;
};

/** By what a widget asks for; ten seconds. */
const kept = new LRUCache<string, ShownWidget>({ max: 400, ttl: 10_000 });

/** These widgets as they are now, at most ten seconds old, in the order asked for. */
export async function readWidgets(widgets: Widget[]): Promise<ShownWidget[]> {
  const known = new Map<string, ShownWidget>();
  const missing = new Map<string, Widget>();
  for (const widget of widgets) {
    const key = keyOf(widget);
    const shown = kept.get(key);
    if (shown) known.set(key, shown);
    else missing.set(key, widget);
  }
  if (missing.size > 0) {
    for (const shown of await readWidgetsAt([...missing.values()], await databaseNow())) {
      known.set(keyOf(shown.widget), shown);
      kept.set(keyOf(shown.widget), shown);
    }
  }
  return widgets.flatMap((widget) => {
    const shown = known.get(keyOf(widget));
    return shown ? [{ ...shown, widget }] : [];
  });
}

/** @internal Forgets the widgets that were read, for tests that change the numbers. */
export const forgetWidgets = () => kept.clear();

const keyOf = ({ refs, window, provider }: Widget) => JSON.stringify([refs, window, provider]);

/** The same without memory. */
export async function readWidgetsAt(widgets: Widget[], now: Date, tx: Tx = db): Promise<ShownWidget[]> {
  const rows = await listRows(
    widgets.flatMap(({ refs }) => refs),
    tx,
  );
  const chains = await readChains(tx === db ? undefined : tx);
  const judged = { chains, now };
  const chosen = widgets.map((widget) => ({ widget, ...chooseSeries(widget, rows, judged) }));
  const charts = await readCharts(
    chosen.map(({ widget, series }) => ({
      series: series.map((one) => placeOf(one, rows)),
      window: widget.window,
      to: now,
    })),
    { tx },
  );
  return Promise.all(
    chosen.map(async ({ widget, refused }, index) => ({
      widget,
      series: await toDrawn(charts[index]!.series, judged),
      span: charts[index]!.span,
      refused,
      names: Object.fromEntries(widget.refs.map(({ subject }) => [subject, chains.find(subject)?.name ?? subject])),
      styles: Object.fromEntries(widget.refs.map(({ subject }) => [subject, chains.find(subject)?.style])),
      now: now.toISOString(),
    })),
  );
}

/**
 * Which series are meant: those of one metric by one definition, the first in rank that all of them have data by, else
 * that the most of them have. A chain without it is refused with the reason.
 */
export function chooseSeries({ refs, provider }: Widget, rows: SeriesRow[], judged: Judged) {
  const isOneMetric = areOfOneMetric(refs);
  const definition = isOneMetric && refs.length > 1 ? sharedDefinition(refs, rows) : undefined;
  const series: Chosen[] = [];
  const refused: string[] = [];
  for (const ref of refs) {
    const subject = judged.chains.find(ref.subject);
    if (!subject) {
      refused.push(`There is no chain “${ref.subject}” in the registry.`);
      continue;
    }
    const chosen = choose(ref, rows, judged, { ...(provider && { provider }), ...(definition && { definition }) });
    const { view } = chosen;
    const [first] = series;
    if (view.unsupported) refused.push(`${subject.name}: ${view.unsupported}`);
    else if (isOneMetric && first && first.view.definition !== view.definition)
      refused.push(`${subject.name}: it has this by another definition, and two definitions don't share an axis.`);
    else series.push(chosen);
  }
  return { series, refused };
}

/** Of a metric's definitions the one that the most of these chains have data by, the first in rank among equals. */
function sharedDefinition(refs: Widget["refs"], rows: SeriesRow[]): DefinitionId | undefined {
  const counted = definitionsOf(refs[0]!.metric).map((id) => ({
    id,
    count: refs.filter(({ subject }) =>
      rows.some((row) => row.subject === subject && row.definitionId === id && row.lastAt),
    ).length,
  }));
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best && best.count > 0 && isDefinitionId(best.id) ? best.id : undefined;
}
