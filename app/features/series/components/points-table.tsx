import { formatDate, formatSecond } from "~/ui/dates";
import { definitions, pointInWords } from "~/features/metrics/metrics";
import { formatQuantity } from "~/ui/quantity";
import { type DrawnSeries, unitOf } from "../series-view";

const maxRows = 60;

/** The values that a chart draws, newest first, with the other chain's beside them. */
export function PointsTable({ series, other }: { series: DrawnSeries; other: DrawnSeries | null }) {
  const rows = series.points.slice(-maxRows).toReversed();
  const isDaily = series.step === "day";
  const match = (at: string) =>
    other?.points.find(([theirs]) => theirs === at || (isDaily && theirs.slice(0, 10) === at.slice(0, 10)));
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Values">
      <table className="data-table">
        <caption className="visually-hidden">
          {series.subjectName}, {definitions[series.definition].name}, {pointInWords(series.definition, series.step)}
        </caption>
        <thead>
          <tr>
            <th scope="col">{isDaily ? "Day, UTC" : "Time"}</th>
            <th scope="col" className="number">
              {series.subjectName}
            </th>
            {other && (
              <th scope="col" className="number">
                {other.subjectName}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(([at, value]) => (
            <tr key={at}>
              <td>
                <time dateTime={at}>{isDaily ? formatDate(at) : formatSecond(at)}</time>
              </td>
              <td className="number">{formatQuantity(value, unitOf(series))}</td>
              {other && <td className="number">{formatQuantity(match(at)?.[1], unitOf(other))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {series.points.length > maxRows && (
        <p className="table-rest">
          The newest {maxRows} of {series.points.length}; all of them are in the CSV file.
        </p>
      )}
    </div>
  );
}
