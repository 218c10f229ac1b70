import { paths } from "~/paths";
import { creditsOfProviders } from "~/features/metrics/metrics";
import { formatDate } from "~/ui/dates";
import { lowerBoundInWords } from "../lower-bound";
import type { Shown } from "../series-view";
import { figureOfView } from "../series-view";
import { SeriesSmall } from "./series-chart";
import { liveMarks } from "../live-marks";
import { weekMeans } from "../week-means";
import { AsOf, LiveNotes, RecordedSign, StateWord } from "./series-head";

/** What is measured of one chain: each number with its state or day, its change and the line of the last half year. */
export function ChainPanel({ panel: { shown, liveNotes } }: { panel: { shown: Shown[]; liveNotes: string[] } }) {
  const providers = creditsOfProviders(shown.map(({ series }) => series.provider));
  const hasRecorded = shown.some(({ series }) => series.state === "archive");
  return (
    <section className="measured" aria-labelledby="measured">
      <div className="panel-head">
        <h2 id="measured">Measured</h2>
        {hasRecorded && <RecordedSign />}
        <LiveNotes notes={liveNotes} />
        <a href={paths.metrics()}>Definitions</a>
      </div>
      <ul className="panel">
        {shown.map((one) => (
          <PanelItem key={one.series.metric} shown={one} />
        ))}
      </ul>
      {providers.length > 0 && (
        <p className="panel-source">
          {shown.some(({ points }) => weekMeans(points)) &&
            "Seven-day means; each chart has its own days and scale, printed below it. "}
          {providers.join("; ")}
        </p>
      )}
    </section>
  );
}

function PanelItem({ shown: { series, label, change, points, bound } }: { shown: Shown }) {
  const figure = figureOfView(series);
  return (
    <li {...liveMarks(series)}>
      <a href={paths.series(series)}>{label}</a>
      <span className="panel-figure">
        {figure ? (
          <>
            <span data-live-value>{figure.text}</span>{" "}
            <span className="strip-unit" data-live-unit>
              {figure.unit}
            </span>
          </>
        ) : (
          "–"
        )}
      </span>
      {bound ? (
        <span className="panel-note">
          {lowerBoundInWords(bound)} on {formatDate(bound.day)}
        </span>
      ) : series.unsupported ? (
        <span className="panel-note">{series.unsupported}</span>
      ) : series.state === "archive" ? (
        <span className="panel-note">
          {change !== null && `${change} in 7 days · `}
          {formatDate(series.recordedTo ?? series.asOf ?? "")}
        </span>
      ) : series.asOf ? (
        <>
          <span className="panel-note">
            <StateWord series={series} />
            {change !== null && ` ${change} in 7 days`}
          </span>
          <span className="panel-note">
            <AsOf at={series.asOf} />
          </span>
        </>
      ) : (
        <span className="panel-note">no value yet</span>
      )}
      {points.length > 1 ? (
        <SeriesSmall series={series} points={points} label={label} />
      ) : (
        !series.unsupported &&
        !bound && (
          <span className="panel-none">
            {series.value === null ? "nothing recorded" : series.state === "archive" ? "one day recorded" : "one day"}
          </span>
        )
      )}
    </li>
  );
}
