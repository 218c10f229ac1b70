import { ProviderName } from "~/features/series/components/series-head";
import { ageInWords } from "~/features/metrics/metrics";
import type { RecordedSpan, SeriesView } from "~/features/series/series";
import type { CorrectionSeen, Provenance } from "~/features/series/series.server";
import { formatDate, formatMinute, formatSecond } from "~/ui/dates";

type Props = {
  series: SeriesView;
  provenance: Provenance | null;
  corrections: CorrectionSeen[];
  /** Whose recorded days are in it, the newest first. */
  recorded: RecordedSpan[];
};

/** Where the newest value came from, and what was taken back. */
export function ProvenanceList({ series, provenance, corrections, recorded }: Props) {
  return (
    <section className="provenance">
      <h2>Provenance</h2>
      <dl className="definition-parts">
        <dt>Provider</dt>
        <dd>
          <ProviderName series={series} />
        </dd>
        {series.asOf && (
          <>
            <dt>As of</dt>
            <dd>
              {formatSecond(series.asOf)}
              {series.age !== null &&
                series.state !== "archive" &&
                `, ${ageInWords(series.age)} before this page was made`}
            </dd>
          </>
        )}
        {recorded.length > 0 && (
          <>
            <dt>Recorded</dt>
            <dd>
              <ul className="corrections">
                {recorded.map(({ from, to, values, name, homepage, licence, note }) => (
                  <li key={from}>
                    {from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`}, {values}{" "}
                    {values === 1 ? "day" : "days"}:{" "}
                    <a href={homepage} rel="noopener">
                      {name}
                    </a>
                    , {licence}. {note}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {series.dispute && (
          <>
            <dt>Disputed</dt>
            <dd>{series.dispute}</dd>
          </>
        )}
        {provenance && (
          <>
            <dt>Fetched</dt>
            <dd>
              {formatSecond(provenance.fetchedAt)}
              {provenance.host && ` from ${provenance.host}`}, visit {provenance.run}
            </dd>
            {provenance.blockTo && (
              <>
                <dt>Blocks</dt>
                <dd>
                  {provenance.blockFrom && provenance.blockFrom !== provenance.blockTo
                    ? `${provenance.blockFrom} to ${provenance.blockTo}`
                    : provenance.blockTo}
                  {provenance.quality === "provisional" && ", not final yet"}
                  {provenance.quality === "final" && ", final"}
                  {provenance.blockHash && <code className="hash">{provenance.blockHash}</code>}
                </dd>
              </>
            )}
            {provenance.sample !== null && (
              <>
                <dt>Estimate</dt>
                <dd>
                  from {provenance.sample}
                  {provenance.error && `, standard error ${Number(provenance.error).toPrecision(2)}`}
                </dd>
              </>
            )}
          </>
        )}
        {corrections.length > 0 && (
          <>
            <dt>Corrected</dt>
            <dd>
              <ul className="corrections">
                {corrections.map(({ at, fromBlock, toBlock, withdrawn }) => (
                  <li key={at}>
                    {formatMinute(at)}: blocks {fromBlock} to {toBlock} were replaced by others, {withdrawn} values
                    withdrawn
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
