import { paths } from "~/paths";
import { creditOf, definitions } from "~/features/metrics/metrics";
import type { Shown } from "../series-view";
import { figureOfView } from "../series-view";
import { SeriesSpark } from "./series-chart";
import { liveMarks } from "../live-marks";
import { AsOf, StateWord } from "./series-head";

/** What is measured of one chain: each figure with its state, its change and the line of the last half year. */
export function ChainPanel({ shown }: { shown: Shown[] }) {
  const providers = [...new Set(shown.flatMap(({ series }) => (series.provider ? [creditOf(series.provider)] : [])))];
  return (
    <section className="measured" aria-labelledby="measured">
      <div className="panel-head">
        <h2 id="measured">Measured</h2>
        {providers.length > 0 && <span>{providers.join("; ")}</span>}
        <a href={paths.metrics()}>Definitions</a>
      </div>
      <ul className="panel">
        {shown.map(({ series, label, change, points }) => {
          const figure = figureOfView(series);
          return (
            <li key={series.metric} {...liveMarks(series)}>
              <a href={paths.series(series)}>{label}</a>
              {figure && (
                <span className="panel-figure">
                  <span data-live-value>{figure.text}</span>{" "}
                  <span className="strip-unit" data-live-unit>
                    {figure.unit}
                  </span>
                </span>
              )}
              {series.unsupported ? (
                <span className="panel-note">{series.unsupported}</span>
              ) : (
                <span className="panel-note">
                  <StateWord series={series} />
                  {change !== null && ` ${change} in 7 d`}
                </span>
              )}
              {series.asOf && series.state !== "archive" && (
                <span className="panel-note">
                  <AsOf at={series.asOf} />
                </span>
              )}
              <SeriesSpark points={points} label={label} size={{ width: 180, height: 72 }} />
              <span className="panel-note">{definitions[series.definition].window}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
