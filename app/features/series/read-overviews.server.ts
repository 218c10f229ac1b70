/** Several numbers at once: today's above the list of threads, and those of one chain. */
import { readChains } from "~/features/chains/chains.server";
import { rememberFor } from "~/platform/short-memory.server";
import { definitions, definitionsOf, type MetricId } from "~/features/metrics/metrics";
import { databaseNow } from "~/platform/db.server";
import { choose } from "./choose-series";
import { readDays } from "./read-days.server";
import { readBounds } from "./lower-bound.server";
import { readLatest } from "./read-latest.server";
import { listRows } from "./series-rows.server";
import type { Judged } from "./view-of-row";
import { readLiveNotes } from "./live-source.server";
import { isFresh, type Point, type SeriesView, type Shown, type Strip, unitOf } from "./series-view";
import { formatChange } from "~/ui/quantity";

const shortly = 10_000;
const week = 7 * 86_400_000;

const stripMetric: MetricId = "tps";
const mostInStrip = 6;

/**
 * The strip as it stands, at most ten seconds old; null when no chain has a value. It shows the chains that the registry
 * ranks for the first page. Its definition is the one by which the most of them have a fresh value, else the most a
 * recorded or old one.
 */
export function readStrip(): Promise<Strip | null> {
  return rememberFor("metric-strip", shortly, async () => {
    const chains = await readChains();
    const refs = chains.chains
      .filter(({ homeRank }) => homeRank !== null)
      .slice(0, mostInStrip)
      .map(({ slug, name }) => ({ subject: slug, label: name, metric: stripMetric }));
    const judged = { chains, now: await databaseNow() };
    const rows = await listRows(refs);
    const candidates = definitionsOf(stripMetric).map((definition) => {
      const views = refs.map((ref) => {
        const { view } = choose(ref, rows, judged, { definition });
        return { label: ref.label, view: view.definition === definition && view.value !== null ? view : null };
      });
      const fresh = views.filter(({ view }) => view && isFresh(view.state)).length;
      const any = views.filter(({ view }) => view).length;
      return { definition, views, fresh, any };
    });
    const [best] = candidates.toSorted((a, b) => b.fresh - a.fresh || b.any - a.any);
    if (!best || best.any === 0) return null;
    const present = best.views.flatMap(({ label, view }) => (view ? [{ label, view }] : []));
    return { definition: best.definition, ...(await panelOf(present, judged)) };
  });
}

/** The six that every chain's panel would like to have, and those that take the place of one without a value. */
const usual: PanelEntry[] = [
  { metric: "tps", label: "TPS" },
  { metric: "uops", label: "UOPS" },
  { metric: "mgas", label: "Gas used" },
  { metric: "tvs", label: "Value secured" },
  { metric: "median-fee", label: "Median fee" },
  { metric: "finalized-lag", label: "Finality" },
];
const further: PanelEntry[] = [
  { metric: "blobs", label: "Blobs in a block" },
  { metric: "blob-base-fee", label: "Blob base fee" },
  { metric: "active-addresses", label: "Active addresses" },
  { metric: "tx-per-day", label: "Transactions a day" },
];
type PanelEntry = { metric: MetricId; label: string };

export type Panel = {
  shown: Shown[];
  /** What should keep them live and does not, each sentence once, without its stop. */
  liveNotes: string[];
};

/** What is measured of one chain, six numbers, at most ten seconds old; null for what is no chain or group. */
export async function readPanel(slug: string): Promise<Panel | null> {
  const chains = await readChains();
  if (!chains.find(slug)) return null;
  return rememberFor(`metric-panel ${slug}`, shortly, async () => {
    const now = await databaseNow();
    const entries = [...usual, ...further];
    const views = await readLatest(
      entries.map(({ metric }) => ({ subject: slug, metric })),
      now,
    );
    const all = entries.map(({ label }, index) => ({ label, view: views[index]! }));
    const present = all.filter(({ view }) => view.value !== null);
    const absent = all.slice(0, usual.length).filter(({ view }) => view.value === null);
    const chosen = [...present, ...absent].slice(0, usual.length);
    return panelOf(chosen, { chains, now });
  });
}

async function panelOf(given: Labelled[], judged: Judged): Promise<Panel> {
  const views = given.map(({ view }) => view);
  const notes = await readLiveNotes(views, judged);
  const [shown, bounds] = await Promise.all([withDays(given), readBounds(views, judged)]);
  return {
    shown: shown.map((one, index) => ({ ...one, bound: bounds[index] ?? null })),
    liveNotes: [...new Set(notes.flatMap((note) => note ?? []))],
  };
}

/** The change of a series over the seven days to its newest one, as in "+4 %"; null where days are missing. */
export async function readChange(view: SeriesView): Promise<string | null> {
  const [days = []] = await readDays([view], 8);
  return changeOfWeek(days, view);
}

type Labelled = { view: SeriesView; label: string };

/** These values with the days to the newest of each, and the change over its last seven. */
export async function withDays(given: Labelled[], count = 181): Promise<Shown[]> {
  const days = await readDays(
    given.map(({ view }) => view),
    count,
  );
  return given.map(({ view, label }, index) => {
    const points = days[index] ?? [];
    return { series: view, label, points, change: changeOfWeek(points, view) };
  });
}

/** The change over the last seven days of a series that has them all but one or two; null otherwise. */
function changeOfWeek(points: Point[], series: SeriesView): string | null {
  const last = points.at(-1);
  if (!last || definitions[series.definition].interval > 86_400) return null;
  const from = Date.parse(last[0]) - week;
  const recent = points.filter(([at]) => Date.parse(at) >= from);
  const [first] = recent;
  if (!first || recent.length < 6 || Date.parse(first[0]) > from + 86_400_000) return null;
  return formatChange(first[1], last[1], unitOf(series));
}
