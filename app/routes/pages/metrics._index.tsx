import { json, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { definitions, definitionsOf, metricIds, metrics } from "~/features/metrics/metrics";
import { countMeasured } from "~/features/series/series.server";
import { paths } from "~/paths";
import { originOf, pageMeta } from "~/ui/page-meta";

export async function loader() {
  return json({ measured: await countMeasured() });
}

export default function Metrics() {
  const { measured } = useLoaderData<typeof loader>();
  return (
    <article className="metrics-page">
      <h1>Metrics</h1>
      <p className="series-says">
        What is measured here, and what each number means. TPS and UOPS, TVS and TVL are different things and never
        mixed.
      </p>
      <div className="table-box" tabIndex={0} role="region" aria-label="Metrics">
        <table className="data-table metric-list cards-on-phone">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col">Definitions</th>
              <th scope="col" className="number">
                Measured
              </th>
            </tr>
          </thead>
          <tbody>
            {metricIds.map((id) => (
              <tr key={id}>
                <td>
                  <a className="metric-name" href={paths.metric(id)}>
                    {metrics[id].name}
                  </a>
                  <span className="metric-says">{metrics[id].says}</span>
                </td>
                <td>
                  {definitionsOf(id).map((definition) => (
                    <a key={definition} className="metric-definition" href={`${paths.metric(id)}#${definition}`}>
                      {definitions[definition].name}
                    </a>
                  ))}
                </td>
                <td className="number">{measured[id] ?? 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

export const meta: MetaFunction = ({ matches }) =>
  pageMeta({
    title: "Metrics",
    description: "What is measured here, by which formula, from whom.",
    path: paths.metrics(),
    origin: originOf(matches),
  });
