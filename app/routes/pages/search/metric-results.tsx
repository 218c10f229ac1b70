import type { FoundMetric } from "~/features/series/series";

/** Metrics and series that have the words in their name, each with its newest value. */
export function MetricResults({ metrics }: { metrics: FoundMetric[] }) {
  if (metrics.length === 0) return null;
  return (
    <section className="source-results" aria-labelledby="metric-results">
      <h2 id="metric-results">Metrics</h2>
      <ul>
        {metrics.map(({ label, note, href }) => (
          <li key={href}>
            <a className="line-title" href={href}>
              {label}
            </a>{" "}
            <span className="line-note">{note}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
