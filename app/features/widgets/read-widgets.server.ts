/** What widgets show now: the newest values and the points of all that are on a page, a few queries for all. */
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { processWide } from "~/platform/registry.server";
import { type DefinitionId, definitionsOf, isDefinitionId } from "~/features/metrics/metrics";
import { readManyPoints } from "~/features/series/series.server";
import { choose, findSubject, listRows, type SeriesRow, toView } from "~/features/series/series.server";
import type { DrawnSeries, SeriesView } from "~/features/series/series";
import type { Widget } from "./widget";

export type ShownWidget = {
  widget: Widget;
  /** In the order asked for; all but those of view `value` by one definition. */
  series: DrawnSeries[];
  /** Why a network that was asked for is not among them, in sentences. */
  refused: string[];
  /** What the networks asked for are called, by their slugs. */
  names: Record<string, string>;
  /** When this was read, by the database's clock, ISO. */
  now: string;
};

const keptFor = 10_000;
const mostKept = 400;

type Kept = { shown: ShownWidget; until: number };

/** These widgets as they stand, at most ten seconds old, in the order asked for. */
export async function readWidgets(widgets: Widget[]): Promise<ShownWidget[]> {
  const kept = processWide("widgets-read", () => new Map<string, Kept>());
  const keys = widgets.map(keyOf);
  const isFresh = (key: string) => (kept.get(key)?.until ?? 0) > performance.now();
  const missing = new Map(widgets.flatMap((widget, index) => (isFresh(keys[index]!) ? [] : [[keys[index]!, widget]])));
  const known = new Map(keys.flatMap((key) => (isFresh(key) ? [[key, kept.get(key)!.shown] as const] : [])));
  if (missing.size > 0) {
    const now = await databaseNow();
    const read = await readWidgetsAt([...missing.values()], now);
    [...missing.keys()].forEach((key, index) => {
      known.set(key, read[index]!);
      kept.delete(key);
      kept.set(key, { shown: read[index]!, until: performance.now() + keptFor });
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
  }
  return widgets.map((widget, index) => ({ ...known.get(keys[index]!)!, widget }));
}

const keyOf = ({ refs, window, provider }: Widget) => JSON.stringify([refs, window, provider]);

/** The same without memory. */
export async function readWidgetsAt(widgets: Widget[], now: Date, tx: Tx = db): Promise<ShownWidget[]> {
  const rows = await listRows(
    widgets.flatMap(({ refs }) => refs),
    tx,
  );
  const chosen = widgets.map((widget) => chooseSeries(widget, rows, now));
  const wanted = widgets.flatMap(({ window }, index) =>
    chosen[index]!.series.map(({ view, row }) => ({
      seriesId: row?.id ?? null,
      definition: view.definition,
      window,
      to: now,
    })),
  );
  const points = await readManyPoints(wanted, tx);
  let next = 0;
  return widgets.map((widget, index) => ({
    widget,
    series: chosen[index]!.series.map(({ view }) => ({ ...view, ...points[next++]! })),
    refused: chosen[index]!.refused,
    names: Object.fromEntries(widget.refs.map(({ subject }) => [subject, findSubject(subject)?.name ?? subject])),
    now: now.toISOString(),
  }));
}

export type ChosenSeries = { view: SeriesView; row: SeriesRow | null };

/**
 * Which series are meant: those of one metric by one definition, the first in rank that all of them have data by, else
 * that the most of them have. A network without it is refused with the reason.
 */
export function chooseSeries({ refs, provider }: Widget, rows: SeriesRow[], now: Date) {
  const isOneMetric = new Set(refs.map(({ metric }) => metric)).size === 1;
  const definition = isOneMetric && refs.length > 1 ? sharedDefinition(refs, rows) : undefined;
  const series: ChosenSeries[] = [];
  const refused: string[] = [];
  for (const ref of refs) {
    const subject = findSubject(ref.subject);
    if (!subject) {
      refused.push(`There is no network “${ref.subject}” in the registry.`);
      continue;
    }
    const { definition: id, row } = choose(ref, rows, now, {
      ...(provider && { provider }),
      ...(definition && { definition }),
    });
    const view = toView(ref, id, row, now);
    const [first] = series;
    if (view.unsupported) refused.push(`${subject.name}: ${view.unsupported}`);
    else if (isOneMetric && first && first.view.definition !== id)
      refused.push(`${subject.name}: it has this by another definition, and two definitions don't share an axis.`);
    else series.push({ view, row });
  }
  return { series, refused };
}

/** Of a metric's definitions the one that the most of these networks have data by, the first in rank among equals. */
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
