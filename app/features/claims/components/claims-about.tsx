import { paths } from "~/paths";
import { type ClaimFilter, filterInAddress } from "../claim-filter";
import type { ClaimLine } from "../claim-line";
import { ClaimInContext } from "./claim-in-context";
import { StatusGlyph } from "./status-glyph";

type Props = { filter: ClaimFilter; name: string; claims: ClaimLine[] };

/** The newest numbers that posts state about a chain, a tag or a metric, what is observed, and how each stands. */
export function ClaimsAbout({ filter, name, claims }: Props) {
  return (
    <section aria-labelledby="claims">
      <div className="section-head">
        <h2 id="claims">Claims</h2>
        <a href={paths.claims(filterInAddress(filter))} aria-label={`All claims about ${name}`}>
          All
        </a>
      </div>
      <table className="data-table claims-about cards-on-phone">
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col" className="number">
              Stated
            </th>
            <th scope="col" className="number">
              Now
            </th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.id} data-status={claim.status}>
              <td dir="auto">
                <ClaimInContext claim={claim} />
              </td>
              <td className="number">{claim.stated}</td>
              <td className="number">{claim.observedNow || "–"}</td>
              <td className="ledger-status">
                <StatusGlyph status={claim.status} /> {claim.word}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
