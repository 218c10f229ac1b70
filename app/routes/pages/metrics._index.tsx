import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { metrics } from "~/features/metrics/metrics";
import { SeriesSpark } from "~/features/series/components/series-chart";
import { StateWord } from "~/features/series/components/series-head";
import { figureOfView, liveMarks, type Shown } from "~/features/series/series";
import { readMetricList } from "~/features/series/series.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { pageMeta, siteOf } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  return pageData(context, await readMetricList());
}

export default function Metrics() {
  const { lines, liveNotes } = useLoaderData<typeof loader>();
  const measured = lines.flatMap(({ metric, shown, chains }) => (shown ? [{ metric, shown, chains }] : []));
  const waiting = lines.filter(({ shown }) => shown === null);
  return (
    <article className="metrics-page">
      <h1>Metrics</h1>
      <p className="page-lead">What is measured here. Each name leads to its chart, its definition and its chains.</p>
      {liveNotes.length > 0 && (
        <ul className="live-notes">
          {liveNotes.slice(0, 3).map((note) => (
            <li key={note}>
              <span className="state-sign" data-state="unreachable" aria-hidden="true" />
              {note}
            </li>
          ))}
        </ul>
      )}
      {measured.length > 0 && (
        <table className="data-table metric-list">
          <caption className="visually-hidden">Metrics with their newest values</caption>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Chain shown</th>
              <th scope="col" className="number">
                Value
              </th>
              <th scope="col" className="number">
                In 7 days
              </th>
              <th scope="col">90 days to its last</th>
              <th scope="col">State</th>
              <th scope="col" className="number">
                On chains
              </th>
            </tr>
          </thead>
          <tbody>
            {measured.map((line) => (
              <MetricRow key={line.metric} {...line} />
            ))}
          </tbody>
        </table>
      )}
      {waiting.length > 0 && (
        <section className="metrics-waiting" aria-labelledby="waiting">
          <h2 id="waiting">
            No value yet{" "}
            <span>{waiting.length === 1 ? "1 metric waits" : `${waiting.length} metrics wait`} for a live source</span>
          </h2>
          <dl>
            {waiting.map(({ metric }) => (
              <div key={metric}>
                <dt>
                  <a className="metric-name" href={paths.metric(metric)}>
                    {metrics[metric].name}
                  </a>
                </dt>
                <dd>{metrics[metric].says}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </article>
  );
}

function MetricRow({ metric, shown, chains }: { metric: Shown["series"]["metric"]; shown: Shown; chains: number }) {
  const { series, label, change, points } = shown;
  const figure = figureOfView(series);
  return (
    <tr {...liveMarks(series)}>
      <td>
        <a className="metric-name" href={paths.metric(metric)}>
          {metrics[metric].name}
        </a>
        <span className="metric-says">{metrics[metric].says}</span>
      </td>
      <td className="metric-chain">
        <a href={paths.series(series)}>{label}</a>
      </td>
      <td className="number metric-value">
        <b data-live-value>{figure?.text}</b> <span data-live-unit>{figure?.unit}</span>
      </td>
      <td className="number metric-change">{change ?? "–"}</td>
      <td className="metric-spark">
        {points.length > 1 ? (
          <SeriesSpark points={points} label={`${metrics[metric].name}, ${label}`} size={{ width: 150, height: 28 }} />
        ) : (
          <span className="metric-one">{series.state === "archive" ? "one day recorded" : "–"}</span>
        )}
      </td>
      <td className="metric-state">
        <StateWord series={series} />
        {series.provider && <span className="metric-source">{series.provider.name}</span>}
      </td>
      <td className="number metric-chains">{chains}</td>
    </tr>
  );
}

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({
    title: "Metrics",
    description: "What is measured here, by which formula, from whom.",
    path: paths.metrics(),
    site: siteOf(matches),
  });
