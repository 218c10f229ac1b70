import { StateWord, When } from "~/features/series/components/series-head";
import { definitions } from "~/features/metrics/metrics";
import { type SeriesView, unitOf } from "~/features/series/series";
import { DataTable } from "~/ui/data-table";
import { formatQuantity } from "~/ui/quantity";
import { paths } from "~/paths";

/** The same metric here by other definitions or from other providers: beside each other, never on one axis. */
export function OtherSeries({ series }: { series: SeriesView[] }) {
  if (series.length === 0) return null;
  return (
    <section className="other-series">
      <h2>Measured otherwise</h2>
      <p className="form-context">Other definitions and providers. They differ because they count differently.</p>
      <DataTable label="Measured otherwise" columns={["Definition", "Provider", { number: "Value" }, "State", "As of"]}>
        {series.map((view) => (
          <tr key={`${view.definition} ${view.provider?.key}`} data-state={view.state}>
            <td>
              <a href={paths.series(view, { definition: view.definition, provider: view.provider?.key })}>
                {definitions[view.definition].name}
              </a>
            </td>
            <td>{view.provider?.name}</td>
            <td className="number">{formatQuantity(view.value, unitOf(view))}</td>
            <td>
              <StateWord series={view} />
            </td>
            <td>
              <When series={view} />
            </td>
          </tr>
        ))}
      </DataTable>
    </section>
  );
}
