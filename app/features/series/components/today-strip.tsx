import { paths } from "~/paths";
import type { Shown } from "../series-view";
import { figureOfView, stateInWords } from "../series-view";
import { SeriesSpark } from "./series-chart";
import { liveMarks } from "../live-marks";

/** Today's numbers above the list: value, change over seven days, and the line of the last weeks. */
export function TodayStrip({ shown }: { shown: Shown[] }) {
  return (
    <ul className="strip" aria-label="Today’s numbers" tabIndex={0}>
      {shown.map(({ series, label, change, points }) => {
        const figure = figureOfView(series);
        return (
          <li key={`${series.subject}/${series.metric}`} {...liveMarks(series)}>
            <a href={paths.series(series)}>
              {label}
              {change !== null && <span className="strip-change"> {change} 7 d</span>}
            </a>
            <span className="strip-figure">
              {figure ? (
                <>
                  <span data-live-value>{figure.text}</span>{" "}
                  <span className="strip-unit" data-live-unit>
                    {figure.unit}
                  </span>
                </>
              ) : null}
              {series.state !== "live" && (
                <span className="strip-state" data-live-state>
                  {" "}
                  {stateInWords(series)}
                </span>
              )}
            </span>
            <SeriesSpark points={points.slice(-30)} label={label} />
          </li>
        );
      })}
    </ul>
  );
}
