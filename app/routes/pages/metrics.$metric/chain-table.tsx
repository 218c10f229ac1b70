import { Fragment } from "react";
import { ProviderName, StateWord, When } from "~/features/series/components/series-head";
import { creditsOfProviders, type DefinitionId, definitions, definitionsOf } from "~/features/metrics/metrics";
import { liveMarks } from "~/features/series/series";
import { figureOfView, groupByUnit, type SeriesView } from "~/features/series/series";
import { paths } from "~/paths";

type Props = { definition: DefinitionId; measured: SeriesView[]; others: SeriesView[] };

/** Which chains have it, the largest first, and why the others have not. */
export function ChainTable({ definition, measured: supported, others }: Props) {
  const measured = supported.filter(({ value }) => value !== null);
  const groups = groupByUnit(measured);
  const inDollars = definitionsOf(definitions[definition].metric).find((id) => definitions[id].unit === "USD");
  const waiting = supported.filter(({ value }) => value === null);
  return (
    <>
      {measured.length > 0 && (
        <div className="table-box" tabIndex={0} role="region" aria-label={`Chains, ${definitions[definition].name}`}>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">Chain</th>
                <th scope="col" className="number">
                  Newest
                </th>
                <th scope="col">State</th>
                <th scope="col">As of</th>
                <th scope="col">Provider</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group[0]!.subject}>
                {groups.length > 1 && (
                  <tr>
                    <th colSpan={5} scope="rowgroup">
                      In {group[0]!.token?.symbol}
                    </th>
                  </tr>
                )}
                {group.map((series) => {
                  const figure = figureOfView(series);
                  return (
                    <tr key={`${series.subject} ${series.provider?.key}`} {...liveMarks(series)}>
                      <td>
                        <a href={paths.series(series, { definition: series.definition })}>{series.subjectName}</a>
                      </td>
                      <td className="number">
                        {figure ? (
                          <>
                            <b data-live-value>{figure.text}</b> <span data-live-unit>{figure.unit}</span>
                          </>
                        ) : (
                          "–"
                        )}
                      </td>
                      <td>
                        <StateWord series={series} />
                      </td>
                      <td>
                        <When series={series} />
                      </td>
                      <td>
                        <ProviderName series={series} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            ))}
          </table>
          <p className="chart-note">{creditsOfProviders(measured.map(({ provider }) => provider)).join("; ")}</p>
          {groups.length > 1 && (
            <p className="chart-note">
              Values in different tokens can’t be ranked against each other; the chart shows the largest group.
              {inDollars && ` In US dollars all of them are compared as “${definitions[inDollars].name}”.`}
            </p>
          )}
        </div>
      )}
      {waiting.length > 0 && (
        <p className="without-data">
          No data yet of{" "}
          {waiting.map((series, index) => (
            <Fragment key={series.subject}>
              {index > 0 && ", "}
              <a href={paths.series(series, { definition: series.definition })}>{series.subjectName}</a>
            </Fragment>
          ))}
          .
        </p>
      )}
      {others.length > 0 && (
        <details className="fold">
          <summary>
            Not measured <span>{others.length} chains and groups</span>
          </summary>
          <ul className="reasons">
            {others.map(({ subject, subjectName, unsupported }) => (
              <li key={subject}>
                <b>{subjectName}</b> {unsupported}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
