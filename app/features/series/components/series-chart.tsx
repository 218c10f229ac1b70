import { Fragment } from "react";
import { chartNotes, type ChartSpec } from "~/ui/chart/chart";
import { bare } from "~/ui/quantity";
import { Chart, SmallChart } from "~/ui/chart/chart-view";
import { definitions, pointInWords, type Window } from "~/features/metrics/metrics";
import { chartMarks } from "../chart-marks";
import { type ChartOfSeries, specOf } from "../chart-of-series";
import { spanNotes } from "../chart-span";
import { gapAfter, groupByUnit, type Point, type SeriesView, unitOf } from "../series-view";
import { weekMeans } from "../week-means";

type Props = ChartOfSeries & {
  window: Window;
  /** Whether what should be live is said beside the chart already. */
  isLiveTold?: boolean;
};

/**
 * The lines of series that share one definition: one chart for each unit, as fees in two tokens have no common axis. Below
 * them which time is shown, where values end and begin, and what should be live.
 */
export function SeriesChart(given: Props) {
  const { series, span, window, isLiveTold = false } = given;
  const told = isLiveTold ? series.map((one) => ({ ...one, liveNote: null })) : series;
  const notes = spanNotes(told, span, window);
  const groups = groupByUnit(series);
  return (
    <>
      {groups.map((group) => (
        <Fragment key={group[0]!.subject}>
          {groups.length > 1 && (
            <h3 className="chart-panel">{group.map(({ subjectName }) => subjectName).join(", ")}</h3>
          )}
          <ChartOfUnit {...given} series={group} />
        </Fragment>
      ))}
      {notes.length > 0 && <p className="chart-note">{notes.join(" ")}</p>}
    </>
  );
}

/** A sentence where there is nothing to draw. */
function ChartOfUnit({ series, scale, span, window, events }: Props) {
  const [first] = series;
  if (!first) return null;
  if (series.every(({ points }) => points.length < 2))
    return (
      <p className="chart-empty">
        {first.points.length === 0 ? "No value yet." : "One value in this time; a line needs two."}
      </p>
    );
  const name = `${definitions[first.definition].name}, ${pointInWords(first.definition, first.step)}`;
  const spec = specOf({ series, scale, span, events });
  return (
    <div {...chartMarks({ spec, series, span, window, kind: "line", name })}>
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

const inPanel = { width: 168, height: 72 };

/** One of several small charts: in the chain's colour, with its own first day and its own scale printed below it. */
export function SeriesSmall({ series, points, label }: { series: SeriesView; points: Point[]; label: string }) {
  const means = weekMeans(points);
  const spec: ChartSpec = {
    series: [
      {
        key: series.subject,
        name: label,
        style: series.style,
        points: (means ?? points).map(([at, value]) => ({ at, value })),
      },
    ],
    unit: unitOf(series),
    gapSeconds: gapAfter(points, "day") / 1_000,
  };
  const name = `${label}, ${means ? "seven-day means of " : ""}the last ${points.length} days`;
  return <SmallChart spec={spec} kind="small" size={inPanel} name={name} />;
}

type ChartSpecSize = { width: number; height: number };
