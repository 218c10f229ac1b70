/** The choice of one series among several providers and definitions of a metric. */
import { type DefinitionId, definitionsOf, type SeriesState } from "~/features/metrics/metrics";
import type { SeriesRef, SeriesRow } from "./series-rows.server";
import type { SeriesView } from "./series-view";
import { type Judged, toView } from "./view-of-row";

type Choice = { definition: DefinitionId; row: SeriesRow | null };
/** A series with its row; null where nothing was measured yet. */
export type Chosen = { view: SeriesView; row: SeriesRow | null };

/**
 * The series for this provider and definition, where asked for and found. Of several: the best definition that has fresh
 * data, else the series with the newest value, recorded or not, else the usual definition. `rows` are all series of their subjects and metrics.
 */
export function choose(
  ref: SeriesRef,
  rows: SeriesRow[],
  judged: Judged,
  asked?: { provider?: string; definition?: string },
): Chosen {
  const usual = definitionsOf(ref.metric);
  const choices: Choice[] = usual.flatMap((definition): Choice[] => {
    const found = rows.filter((row) => row.subject === ref.subject && row.definitionId === definition);
    return found.length > 0 ? found.map((row) => ({ definition, row })) : [{ definition, row: null }];
  });
  const wanted = choices.filter(
    ({ definition, row }) =>
      (!asked?.provider || row?.key === asked.provider) && (!asked?.definition || definition === asked.definition),
  );
  const among = wanted.length > 0 ? wanted : choices;
  const stateOfChoice = ({ definition, row }: Choice) => toView(ref, definition, row, judged).state;
  const isPast = new Set<SeriesState>(["down", "unsupported", "archive"]);
  const { definition, row } =
    among.find((choice) => !isPast.has(stateOfChoice(choice))) ??
    newestOf(among) ??
    among.find((choice) => stateOfChoice(choice) !== "unsupported") ??
    among[0]!;
  return { view: toView(ref, definition, row, judged, rows), row };
}

/** The choice with the newest value; the first in rank among equals. */
function newestOf(choices: Choice[]): Choice | undefined {
  const withData = choices.filter(({ row }) => row?.lastAt);
  return withData.toSorted((a, b) => b.row!.lastAt!.getTime() - a.row!.lastAt!.getTime())[0];
}
