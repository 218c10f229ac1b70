import type { Status } from "~/features/claims/claims";
import { StatusGlyph } from "~/features/claims/components/status-glyph";
import { paths } from "~/paths";

type ClaimLine = {
  id: number;
  text: string;
  before: string;
  after: string;
  status: Status;
  word: string;
  stated: string;
  /** What is observed now, in words; empty where nothing is. */
  now: string;
};

/** The newest numbers that posts state about a chain, what is observed, and how each stands. */
export function ClaimsAbout({ slug, name, claims }: { slug: string; name: string; claims: ClaimLine[] }) {
  return (
    <section aria-labelledby="claims">
      <div className="section-head">
        <h2 id="claims">Claims</h2>
        <a href={paths.claims({ chain: slug })} aria-label={`All claims about ${name}`}>
          All
        </a>
      </div>
      <table className="data-table claims-about">
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
                <span className="ledger-context">{lastWords(claim.before)}</span>
                <a href={paths.claim(claim)}>{claim.text}</a>
                <span className="ledger-context">{firstWords(claim.after)}</span>
              </td>
              <td className="number">{claim.stated}</td>
              <td className="number">{claim.now || "–"}</td>
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

const most = 32;
const lastWords = (text: string) =>
  text.length > most ? `… ${text.slice(-most).replace(/^\S*\s/, "")} ` : text && `${text} `;
const firstWords = (text: string) =>
  text.length > most ? ` ${text.slice(0, most).replace(/\s\S*$/, "")} …` : text && ` ${text}`;
