import type { MetricId } from "~/features/metrics/metrics";
import { When } from "~/features/series/components/series-head";
import { figureOfView, liveMarks, type SeriesView } from "~/features/series/series";
import { paths } from "~/paths";

type Props = { metric: MetricId; shown: SeriesView[]; count: number };

/** The same number of the chains where it is highest, each with its day and who measured it. */
export function OtherChains({ metric, shown, count }: Props) {
  if (shown.length === 0) return null;
  const isRecorded = shown.some(({ state }) => state === "archive");
  return (
    <section aria-labelledby="other-chains">
      <div className="section-head">
        <h2 id="other-chains">Other chains</h2>
        {isRecorded && <p>as recorded; days differ</p>}
        <a href={paths.metric(metric)}>Compare all {count}</a>
      </div>
      <table className="data-table other-chains">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Chain</th>
            <th scope="col">Newest value</th>
            <th scope="col">Of when, and by whom</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((series) => (
            <OtherChain key={series.subject} series={series} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OtherChain({ series }: { series: SeriesView }) {
  const figure = figureOfView(series);
  const { provider } = series;
  return (
    <tr {...liveMarks(series)}>
      <th scope="row">
        <a href={paths.series(series)}>{series.subjectName}</a>
      </th>
      <td className="number">
        <b data-live-value>{figure?.text}</b> <span data-live-unit>{figure?.unit}</span>
      </td>
      <td>
        <When series={series} /> · {provider?.origins?.[0]?.name ?? provider?.name}
      </td>
    </tr>
  );
}
