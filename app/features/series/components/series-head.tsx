import { formatDate, formatSecond } from "~/ui/dates";
import { liveMarks } from "../live-marks";
import { type DrawnSeries, figureOfView, type SeriesView, stateInWords } from "../series-view";

/** The newest value with its unit, how it stands, and of when it is. */
export function SeriesHead({ series, change }: { series: DrawnSeries; change: string | null }) {
  const figure = figureOfView(series);
  return (
    <div className="series-now" {...liveMarks(series)}>
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
      {series.asOf && (
        <span>
          {series.state === "archive" ? (
            `on ${formatDate(series.recordedTo ?? series.asOf)}`
          ) : (
            <>
              as of <AsOf at={series.asOf} />
            </>
          )}
          {change !== null && (
            <>
              {" · "}
              <b>{change}</b> in 7 days
            </>
          )}
        </span>
      )}
      <span className="series-states">
        {(series.asOf !== null || !series.liveNote) && <StateWord series={series} />}
        {series.liveNote && <LiveNotes notes={[series.liveNote]} />}
      </span>
    </div>
  );
}

/** What should keep values live and does not, each sentence beside its sign. */
export function LiveNotes({ notes }: { notes: string[] }) {
  return (
    <>
      {notes.map((note) => (
        <span key={note} className="series-state">
          <span className="state-sign" data-state="unreachable" aria-hidden="true" /> {note}
        </span>
      ))}
    </>
  );
}

/** The word beside its sign, for values that are recorded history. */
export function RecordedSign() {
  return (
    <span className="series-state">
      <span className="state-sign" data-state="archive" aria-hidden="true" /> recorded
    </span>
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
      {provider.licence && <span className="provider-licence"> · {provider.licence}</span>}
    </>
  );
}

/** A short line that tells a value of when it is, for tables. */
export function When({ series }: { series: SeriesView }) {
  if (series.state === "archive") return <>{formatDate(series.recordedTo ?? series.asOf ?? "")}</>;
  return series.asOf ? <AsOf at={series.asOf} /> : <>–</>;
}
