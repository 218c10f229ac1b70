import { paths } from "~/paths";
import { isTroubled } from "../claim";
import type { LedgerRow } from "../list-claims.server";
import { statusGlyphs } from "../status";
import type { Check } from "../verdict";
import { withUnit } from "../words";

type Row = Pick<
  LedgerRow,
  "id" | "text" | "before" | "after" | "status" | "word" | "verdict" | "post" | "thread" | "isPrivate"
>;

/** A ledger: how each number stands, what was observed at posting and now. On a phone a row becomes a block. */
export function LedgerTable({ claims, withThread = false }: { claims: Row[]; withThread?: boolean }) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Claims">
      <table className="data-table ledger-table cards-on-phone">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Claim</th>
            <th scope="col" className="number">
              At posting
            </th>
            <th scope="col" className="number">
              Now
            </th>
            <th scope="col">{withThread ? "Thread" : "Post"}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr
              key={claim.id}
              data-status={claim.status}
              className={isTroubled(claim.status) ? "ledger-off" : undefined}
            >
              <td className="ledger-status">
                <span aria-hidden="true">{statusGlyphs[claim.status]}</span> {claim.word}
                {claim.isPrivate && <i> · only you see this yet</i>}
              </td>
              <td className="ledger-claim" dir="auto">
                <span className="ledger-context">{tail(claim.before)}</span>
                <a href={paths.claim(claim)}>{claim.text}</a>
                <span className="ledger-context">{head(claim.after)}</span>
              </td>
              <td className="number" data-label="At posting">
                {valueOf(claim.verdict.atPosting)}
              </td>
              <td className="number" data-label="Now">
                {valueOf(claim.verdict.now)}
              </td>
              <td>
                <a href={paths.post(claim.post)}>
                  {withThread ? `${claim.thread.title}, post ${claim.post.number}` : claim.post.number}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The observed value as the claim is written: of several series the result, as a share in percent. */
function valueOf(check: Check | null): string {
  if (!check) return "–";
  const { observed } = check;
  const [only] = observed.series;
  const bound = observed.hi === null ? "at least " : observed.lo === null ? "at most " : "";
  if (observed.series.length === 1 && only) return bound + withUnit(only.median, only.unit);
  const value = observed.lo ?? observed.hi;
  if (value === null) return "–";
  const isMultiple = Number(value) > 1.5;
  return bound + (isMultiple ? `${withUnit(value, "×")}` : withUnit(String(Number(value) * 100), "%"));
}

const short = 60;
const tail = (text: string) =>
  text.length > short ? `… ${text.slice(-short).replace(/^\S*\s/, "")} ` : text && `${text} `;
const head = (text: string) =>
  text.length > short ? ` ${text.slice(0, short).replace(/\s\S*$/, "")} …` : text && ` ${text}`;
