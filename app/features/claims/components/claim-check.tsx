import type { ReactNode } from "react";
import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import type { Check } from "../verdict";
import { withUnit } from "../words";

/** The observed values and the comparison with the claim, with every value that the sentence uses. */
export function ClaimCheckView({
  title,
  check,
  isWaiting = false,
  children,
}: {
  title: string;
  check: Check | null;
  /** No check of it is known to this viewer yet. */
  isWaiting?: boolean;
  children?: ReactNode;
}) {
  return (
    <section className="claim-check">
      <h2>{title}</h2>
      {check ? (
        <p>{check.says}</p>
      ) : (
        <p className="none-yet">{isWaiting ? "Not checked yet." : "Nothing was observed for that time."}</p>
      )}
      {children}
      {check?.observed.series.map((series) => (
        <details className="fold" key={`${series.subject} ${series.days[0]?.day}`}>
          <summary>
            {series.subject}/{series.metric}, day by day
          </summary>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Day, UTC</th>
                <th scope="col" className="number">
                  Value
                </th>
              </tr>
            </thead>
            <tbody>
              {series.days.map(({ day, value }) => (
                <tr key={day}>
                  <td>{formatDate(day)}</td>
                  <td className="number">{withUnit(value, "count")}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="line-note">
            Median: {withUnit(series.median, series.unit)} ·{" "}
            <a href={paths.series({ subject: series.subject, metric: series.metric })}>{series.definition}</a> ·{" "}
            {series.providerName}
            {series.members.length > 0 && `: ${series.members.join(", ")}`}
          </p>
        </details>
      ))}
    </section>
  );
}
