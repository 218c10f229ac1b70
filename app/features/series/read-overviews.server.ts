/** Several numbers at once: today's above the list of threads, and those of one network. */
import { env } from "~/platform/env.server";
import { rememberFor } from "~/platform/short-memory.server";
import { definitions } from "~/features/metrics/metrics";
import type { MetricId } from "~/features/metrics/metrics";
import { findSubject, readDays, readLatest, type SeriesRef } from "./read-series.server";
import { type Point, type SeriesView, type Shown, unitOf } from "./series-view";
import { formatChange } from "~/ui/quantity";

const shortly = 10_000;
const week = 7 * 86_400_000;

const strip: (SeriesRef & { label: string })[] = [
  { subject: "base", metric: "tps", label: "Base" },
  { subject: "arbitrum", metric: "tps", label: "Arbitrum" },
  { subject: "op-mainnet", metric: "tps", label: "OP Mainnet" },
  { subject: "ethereum", metric: "tps", label: "Ethereum L1" },
  { subject: "l2", metric: "tps", label: "All L2s" },
  { subject: "base", metric: "median-fee", label: "Base, median fee" },
  { subject: "ethereum", metric: "blob-base-fee", label: "Blob base fee" },
];

/** Today's seven numbers, at most ten seconds old. Where a development network runs, it comes first. */
export function readStrip(): Promise<Shown[]> {
  const shown =
    env().DEVNET === "on"
      ? [{ subject: "devnet", metric: "tps" as const, label: "Devnet" }, ...strip.slice(0, 6)]
      : strip;
  return rememberFor("metric-strip", shortly, () => readShown(shown));
}

const panel: { metric: MetricId; label: string }[] = [
  { metric: "tps", label: "User transactions" },
  { metric: "uops", label: "User operations" },
  { metric: "mgas", label: "Gas used" },
  { metric: "tvs", label: "Value secured" },
  { metric: "median-fee", label: "Median fee" },
  { metric: "finalized-lag", label: "Finality" },
];

/** What is measured of one network, at most ten seconds old; null for what is no network or group. */
export async function readPanel(slug: string): Promise<Shown[] | null> {
  if (!findSubject(slug)) return null;
  return rememberFor(`metric-panel ${slug}`, shortly, () =>
    readShown(panel.map((entry) => ({ subject: slug, ...entry }))),
  );
}

async function readShown(refs: (SeriesRef & { label: string })[]): Promise<Shown[]> {
  const views = await readLatest(refs);
  const days = await readDays(views, 181);
  return views.map((series, index) => {
    const points = days[index] ?? [];
    return { series, label: refs[index]!.label, points, change: changeOfWeek(points, series) };
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
