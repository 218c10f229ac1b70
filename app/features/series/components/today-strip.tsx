import { definitions } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { groupBy } from "~/platform/group-by";
import { formatDate } from "~/ui/dates";
import type { Shown, Strip } from "../series-view";
import { figureOfView, stateInWords } from "../series-view";
import { SeriesSpark } from "./series-chart";
import { liveMarks } from "../live-marks";
import { LiveNotes, RecordedSign } from "./series-head";

/** The numbers above the list: what they are is named once, then value, day or change, and the line of the last weeks of each chain. */
export function TodayStrip({ strip }: { strip: Strip }) {
  const [metric, ...how] = definitions[strip.definition].name.split(", ");
  const recorded = recordedBy(strip.shown);
  return (
    <section className="today" aria-label={definitions[strip.definition].name}>
      <p className="today-metric">
        <b>{metric}</b> {how.join(", ")}
      </p>
      <ul className="strip" aria-label="By chain">
        {strip.shown.map(({ series, label, change, points }) => (
          <li key={series.subject} {...liveMarks(series)}>
            <a href={paths.series(series)}>
              {label}
              <StripNote series={series} change={change} />
            </a>
            <StripFigure series={series} />
            <SeriesSpark points={points.slice(-30)} label={label} />
          </li>
        ))}
      </ul>
      {(recorded.length > 0 || strip.liveNotes.length > 0) && (
        <p className="today-recorded">
          {recorded.length > 0 && <RecordedSign />}
          {recorded.map(({ name, labels }) => (
            <span key={name}>
              {" "}
              {labels.join(", ")}: {name}
            </span>
          ))}
          {strip.liveNotes.length > 0 && (
            <span className="today-live">
              <LiveNotes notes={strip.liveNotes} />
            </span>
          )}
        </p>
      )}
    </section>
  );
}

type Part = Shown["series"];

function StripNote({ series, change }: { series: Part; change: string | null }) {
  if (series.state === "archive")
    return series.recordedTo && <span className="strip-change"> {formatDate(series.recordedTo)}</span>;
  return change === null ? null : <span className="strip-change"> {change} 7 d</span>;
}

/** The unit is that of the metric's name; how a value stands is said where it is neither live nor recorded. */
function StripFigure({ series }: { series: Part }) {
  const figure = figureOfView(series);
  if (!figure) return null;
  const isQuiet = series.state === "live" || series.state === "archive";
  return (
    <span className="strip-figure">
      <span data-live-value>{figure.text}</span>
      {!isQuiet && (
        <span className="strip-state" data-live-state>
          {" "}
          {stateInWords(series)}
        </span>
      )}
    </span>
  );
}

/** Whose recorded values are shown of which chains. */
function recordedBy(shown: Shown[]): { name: string; labels: string[] }[] {
  const named = shown.flatMap(({ series: { state, provider }, label }) =>
    state === "archive" && provider ? [{ name: provider.name, label }] : [],
  );
  return [...groupBy(named, ({ name }) => name)].map(([name, own]) => ({
    name,
    labels: own.map(({ label }) => label),
  }));
}
