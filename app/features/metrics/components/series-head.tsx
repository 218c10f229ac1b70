import { Time } from "~/ui/time";
import { figureOfView, type SeriesView, stateInWords } from "../series-view";

/** The newest value with its unit, how it stands, and of when it is. */
export function SeriesHead({ series }: { series: SeriesView }) {
  const figure = figureOfView(series);
  return (
    <p className="series-now" data-state={series.state} data-live={`metric:${series.subject}/${series.metric}`}>
      <span className="series-value" data-live-value>
        {figure ? figure.text : "–"}
      </span>
      {figure?.unit && <span className="series-unit">{figure.unit}</span>}
      <StateWord series={series} />
      {series.asOf && (
        <span className="series-as-of">
          as of <Time at={series.asOf} />
        </span>
      )}
    </p>
  );
}

/** "live", "stale, 9 h old", "no data since 2 Nov 2026, 09:14 UTC". */
export function StateWord({ series }: { series: SeriesView }) {
  return (
    <span className="series-state" data-state={series.state}>
      {stateInWords(series)}
    </span>
  );
}
