import { SeriesChart } from "~/features/series/components/series-chart";
import { SeriesHead } from "~/features/series/components/series-head";
import { paths } from "~/paths";
import { BoundOfGroup } from "./bound-of-group";
import { InDollars } from "./in-dollars";
import type { SeriesFound } from "./read-series-page.server";
import { ViewControls } from "./view-controls";

/** The newest value and the chart with its controls and files, or why there are none. */
export function SeriesFigures({ found }: { found: SeriesFound }) {
  const { series, span, change, other, refused, events, question, chains } = found;
  const files = { window: question.window, provider: question.provider, definition: question.definition };
  if (series.unsupported)
    return (
      <>
        <p className="notice">{series.unsupported}</p>
        {series.bound && <BoundOfGroup bound={series.bound} />}
      </>
    );
  return (
    <>
      <SeriesHead series={series} change={change} />
      {series.bound && <BoundOfGroup bound={series.bound} />}
      <ViewControls series={series} question={question} chains={chains} />
      {refused && <p className="notice">{refused}</p>}
      <div data-live-part="chart" data-chart-cursor>
        <SeriesChart
          series={other ? [series, other] : [series]}
          scale={question.scale}
          window={question.window}
          span={span}
          events={events}
          isLiveTold
        />
      </div>
      {other && <InDollars series={series} other={other} question={question} />}
      <p className="series-files">
        {series.provider && <span>Source: {series.provider.name}</span>}
        <a href={paths.seriesFile(series, "json", files)}>JSON</a>
        <a href={paths.seriesFile(series, "csv", files)}>CSV</a>
      </p>
    </>
  );
}
