import { creditOf } from "~/features/metrics/metrics";
import { formatSecond } from "~/ui/dates";
import { liveMarks } from "../live-marks";
import { figureOfView, type SeriesView, stateInWords } from "../series-view";

/** The newest value with its unit, how it stands, and of when it is. */
export function SeriesHead({ series }: { series: SeriesView }) {
  const figure = figureOfView(series);
  // Its state says the day.
  const isRecorded = series.state === "archive";
  return (
    <p className="series-now" {...liveMarks(series)}>
      {figure && (
        <span className="series-figure">
          <span className="series-value" data-live-value>
            {figure.text}
          </span>{" "}
          <span className="series-unit" data-live-unit>
            {figure.unit}
          </span>
        </span>
      )}
      <StateWord series={series} />
      {series.asOf && !isRecorded && series.state !== "down" && <span className="series-as-of">as of </span>}
      {series.asOf && !isRecorded && (
        <span className="series-as-of">
          <AsOf at={series.asOf} />
        </span>
      )}
    </p>
  );
}

/** The moment of the newest value, to the second. */
export function AsOf({ at }: { at: string }) {
  return (
    <time dateTime={at} data-live-as-of suppressHydrationWarning>
      {formatSecond(at)}
    </time>
  );
}

/** "live", "stale, 9 h old", "no data since": the word beside its sign. */
export function StateWord({ series }: { series: SeriesView }) {
  return (
    <span className="series-state">
      <span className="state-sign" aria-hidden="true" />
      <span data-live-state>{stateInWords(series)}</span>
    </span>
  );
}

/** Who measured it, with the licence where there is one. */
export function ProviderName({ series }: { series: SeriesView }) {
  const { provider } = series;
  if (!provider) return <span className="none-yet">nobody yet</span>;
  return (
    <>
      {provider.homepage ? (
        <a href={provider.homepage} rel="noopener">
          {provider.name}
        </a>
      ) : (
        provider.name
      )}
      {provider.licence && ` (${creditOf(provider)})`}
    </>
  );
}

/** A short line that tells a value of when it is, for tables. */
export function When({ series }: { series: SeriesView }) {
  return series.asOf ? <AsOf at={series.asOf} /> : <>–</>;
}
