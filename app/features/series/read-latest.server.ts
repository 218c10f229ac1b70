/** The newest values of many series. */
import { readChains } from "~/features/chains/chains.server";
import { type DefinitionId, definitionsOf, type MetricId } from "~/features/metrics/metrics";
import { databaseNow } from "~/platform/db.server";
import { choose } from "./choose-series";
import { listRows, type SeriesRef } from "./series-rows.server";
import type { SeriesView } from "./series-view";
import { toView } from "./view-of-row";

/** The newest value of each of these, in the order asked for; one query. */
export async function readLatest(refs: SeriesRef[], now?: Date): Promise<SeriesView[]> {
  if (refs.length === 0) return [];
  const clock = now ?? (await databaseNow());
  const [rows, chains] = await Promise.all([listRows(refs), readChains()]);
  const judged = { chains, now: clock };
  return refs.map((ref) => {
    const { definition, row } = choose(ref, rows, judged);
    return toView(ref, definition, row, judged, rows);
  });
}

/** A metric across chains. For each of its definitions: the series of the chains that have it, the highest value first, and the chains without it, with the reason. */
export async function readMetric(
  metric: MetricId,
): Promise<{ definition: DefinitionId; measured: SeriesView[]; others: SeriesView[] }[]> {
  const now = await databaseNow();
  const chains = await readChains();
  const judged = { chains, now };
  const subjects = chains.slugs;
  const rows = await listRows(subjects.map((subject) => ({ subject, metric })));
  return definitionsOf(metric).map((definition) => {
    const views = subjects.flatMap((subject) => {
      const found = rows.filter((row) => row.subject === subject && row.definitionId === definition);
      const ref = { subject, metric };
      return found.length > 0
        ? found.map((row) => toView(ref, definition, row, judged, rows))
        : [toView(ref, definition, null, judged, rows)];
    });
    return {
      definition,
      measured: views
        .filter(({ state }) => state !== "unsupported")
        .toSorted((a, b) => Number(b.value ?? -1) - Number(a.value ?? -1)),
      others: views.filter(({ state }) => state === "unsupported"),
    };
  });
}
