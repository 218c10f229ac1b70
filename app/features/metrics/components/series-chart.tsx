import { paths } from "~/paths";
import type { ChartSpec } from "~/ui/chart/chart";
import { Chart, SmallChart } from "~/ui/chart/chart-view";
import { definitions } from "../definitions";
import { measuredGroups } from "../networks";
import { gapAfter, type DrawnSeries, type Point } from "../series-view";
import { startOf, type Window, windows } from "../window";

type Props = {
  series: DrawnSeries[];
  scale: "linear" | "log";
  window: Window;
  /** The end of the window, ISO: by the database's clock. */
  now: string;
  events: { at: string; name: string }[];
};

const steps = { raw: "", hour: ", means of hours", day: ", by day" };

/** The lines of series that share one definition; a sentence of the same height where there is nothing to draw. */
export function SeriesChart({ series, scale, window, now, events }: Props) {
  const [first] = series;
  if (!first) return null;
  if (series.every(({ points }) => points.length < 2))
    return (
      <p className="chart-empty">
        {first.points.length === 0
          ? `No data in the last ${windows[window].name.replace("All", "years")}.`
          : "One value so far; a line needs two."}
      </p>
    );
  const name = `${definitions[first.definition].name}${steps[first.step]}`;
  const spec = specOf({ series, scale, window, now, events });
  const lines = series.map((drawn) => ({
    name: drawn.subjectName,
    url: paths.seriesFile(drawn, "json", { window, definition: drawn.definition, provider: drawn.provider?.key }),
  }));
  return (
    <div data-chart-from={spec.from} data-chart-to={spec.to} data-chart-lines={JSON.stringify(lines)}>
      <Chart spec={spec} place="page" name={name} />
      <p className="chart-readout" data-chart-readout aria-live="polite" />
    </div>
  );
}

function specOf({ series, scale, window, now, events }: Props): ChartSpec {
  const first = series[0]!;
  const begins = startOf(window, new Date(now));
  const oldest = series.map(({ points }) => points[0]?.[0] ?? now).toSorted()[0]!;
  // A minute of data in a window of a year would be a dot at its edge: then the line has the width.
  const isShort = Date.parse(now) - Date.parse(oldest) < (Date.parse(now) - begins.getTime()) / 4;
  return {
    series: series.map((drawn) => ({
      key: drawn.subject,
      name: drawn.subjectName,
      colour: measuredGroups.some(({ slug }) => slug === drawn.subject) ? `sum:${drawn.subject}` : drawn.subject,
      points: drawn.points.map(([at, value]) => ({ at, value })),
      state: drawn.state === "stale" || drawn.state === "down" ? drawn.state : "live",
    })),
    unit: unitOf(first),
    from: window === "max" || isShort ? oldest : begins.toISOString(),
    to: now,
    events,
    scale,
    gapSeconds: Math.max(...series.map(({ points, step }) => gapAfter(points, step))) / 1_000,
  };
}

const unitOf = ({ unit }: Pick<DrawnSeries, "unit">) => (unit === "uop/s" ? "UOPS" : unit);

const inStrip = { width: 54, height: 20 };

/** The line of some weeks, without axes; nothing where there are no two days. */
export function SeriesSpark({
  points,
  size = inStrip,
  label,
}: {
  points: Point[];
  size?: ChartSpecSize;
  label: string;
}) {
  if (points.length < 2) return null;
  const spec: ChartSpec = {
    series: [{ key: "spark", name: label, colour: "ink", points: points.map(([at, value]) => ({ at, value })) }],
    unit: "",
    gapSeconds: gapAfter(points, "day") / 1_000,
  };
  return (
    <span className="strip-spark">
      <SmallChart spec={spec} kind="spark" size={size} name={`${label}, the last ${points.length} days`} />
    </span>
  );
}

type ChartSpecSize = { width: number; height: number };
