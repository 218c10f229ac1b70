import { definitions, metrics } from "~/features/metrics/metrics";
import { DefinitionCard } from "~/features/series/components/definition-card";
import { PointsTable } from "~/features/series/components/points-table";
import { inThousands } from "~/ui/count";
import { ProvenanceList } from "./provenance-list";
import type { SeriesFound } from "./read-series-page.server";

/** Folded: the values as a table, what they mean, and where they come from. */
export function SeriesFolds({ found }: { found: SeriesFound }) {
  const { series, other, provenance, corrections, recorded } = found;
  return (
    <>
      {!series.unsupported && (
        <details className="fold">
          <summary>
            Table <span>{series.points.length === 1 ? "1 value" : `${series.points.length} values`}</span>
          </summary>
          <div data-live-part="table" className="series-values">
            <PointsTable series={series} other={other} />
          </div>
        </details>
      )}
      <details className="fold">
        <summary>
          Definition <span>{definitions[series.definition].value}</span>
        </summary>
        <p className="page-lead">{metrics[series.metric].says}</p>
        <DefinitionCard id={series.definition} />
      </details>
      <details className="fold">
        <summary>
          Provenance <span>{gistOf(series, recorded)}</span>
        </summary>
        <div data-live-part="provenance">
          <ProvenanceList series={series} provenance={provenance} corrections={corrections} recorded={recorded} />
        </div>
      </details>
    </>
  );
}

/** Whose values they are, and how many days are recorded. */
function gistOf({ provider }: { provider: { name: string } | null }, recorded: { values: number }[]): string {
  const days = recorded.reduce((sum, { values }) => sum + values, 0);
  const said = [
    provider?.name ?? "no provider yet",
    days > 0 ? `${inThousands(days)} ${days === 1 ? "day" : "days"} recorded` : "",
  ];
  return said.filter((word) => word !== "").join(", ");
}
