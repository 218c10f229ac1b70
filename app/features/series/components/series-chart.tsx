import { paths } from "~/paths";
import { Fragment } from "react";
import { chartNotes, type ChartSpec } from "~/ui/chart/chart";
import { bare } from "~/ui/quantity";
import { Chart, SmallChart } from "~/ui/chart/chart-view";
import { definitions, pointInWords } from "~/features/metrics/metrics";
import { type ChartOfSeries, specOf } from "../chart-of-series";
import { gapAfter, groupByUnit, type Point, unitOf } from "../series-view";
import { windows } from "~/features/metrics/metrics";

/** The lines of series that share one definition: one chart for each unit, as fees in two tokens have no common axis. */
export function SeriesChart(given: ChartOfSeries) {
  const groups = groupByUnit(given.series);
  return groups.map((series) => (
    <Fragment key={series[0]!.subject}>
      {groups.length > 1 && <h3 className="chart-panel">{series.map(({ subjectName }) => subjectName).join(", ")}</h3>}
      <ChartOfUnit {...given} series={series} />
    </Fragment>
  ));
}

/** A sentence of the same height where there is nothing to draw. */
function ChartOfUnit({ series, scale, window, now, events }: ChartOfSeries) {
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
  const name = `${definitions[first.definition].name}, ${pointInWords(first.definition, first.step)}`;
  const spec = specOf({ series, scale, window, now, events });
  const lines = series.map((drawn) => ({
    name: drawn.subjectName,
    unit: unitOf(drawn),
    url: paths.seriesFile(drawn, "json", { window, definition: drawn.definition, provider: drawn.provider?.key }),
  }));
  return (
    <div data-chart-from={spec.from} data-chart-to={spec.to} data-chart-lines={JSON.stringify(lines)}>
      <Chart spec={spec} place="page" name={name} />
      {chartNotes(spec, { width: 1000, height: 320 }).map((note) => (
        <p key={note} className="chart-note">
          {note}
        </p>
      ))}
      <p className="chart-readout" data-chart-readout aria-live="polite" />
    </div>
  );
}

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
    series: [{ key: "spark", name: label, points: points.map(([at, value]) => ({ at, value })) }],
    unit: bare,
    gapSeconds: gapAfter(points, "day") / 1_000,
  };
  return (
    <span className="strip-spark">
      <SmallChart spec={spec} kind="spark" size={size} name={`${label}, the last ${points.length} days`} />
    </span>
  );
}

type ChartSpecSize = { width: number; height: number };
