import { DefinitionCard } from "~/features/series/components/definition-card";
import { SeriesChart } from "~/features/series/components/series-chart";
import { definitions } from "~/features/metrics/metrics";
import type { MetricByDefinition } from "~/features/series/series.server";
import { ChainTable } from "./chain-table";

/** A metric by one of its definitions, below its name: the chart, the chains, and what it means. */
export function MetricSection({ found: { definition, measured, others, drawn } }: { found: MetricByDefinition }) {
  return (
    <>
      {drawn && (
        <div data-chart-cursor>
          <SeriesChart {...drawn} scale="linear" events={[]} />
        </div>
      )}
      <ChainTable definition={definition} measured={measured} others={others} />
      <details className="fold">
        <summary>
          Definition <span>{definitions[definition].value}</span>
        </summary>
        <DefinitionCard id={definition} />
      </details>
    </>
  );
}
