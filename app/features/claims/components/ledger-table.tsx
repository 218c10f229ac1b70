import { paths } from "~/paths";
import { isTroubled } from "../claim";
import type { toTableRow } from "../claim-line";
import type { LedgerRow } from "../ledger-row";
import { ClaimInContext } from "./claim-in-context";
import { StatusGlyph } from "./status-glyph";

type Row = ReturnType<typeof toTableRow> & {
  /** Later claims of the thread that say the same. */
  also?: Pick<LedgerRow, "id" | "post">[];
  /** How many claims of the site say the same, this one among them. */
  times?: number;
};

type Column = "status" | "factor" | "post" | "newest";
type Sorting = { order: Column; hrefOf(order: Column): string };

type Props = {
  claims: Row[];
  /** Names the thread of each claim, for lists of many threads. */
  withThread?: boolean;
  /** The heads of sortable columns are links. */
  sorting: Sorting;
};

/** A ledger: what each number states, what was observed at posting and now, how far they are apart. On a phone a row has three lines. */
export function LedgerTable({ claims, withThread = false, sorting }: Props) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Claims">
      <table className="data-table ledger-table cards-on-phone">
        <thead>
          <tr>
            <Head name="status" sorting={sorting}>
              Status
            </Head>
            <th scope="col">Claim</th>
            <th scope="col" className="number">
              Stated
            </th>
            <th scope="col" className="number">
              At posting
            </th>
            <th scope="col" className="number">
              Now
            </th>
            <Head name="factor" sorting={sorting} isNumber>
              Factor
            </Head>
            <th scope="col">Source</th>
            {withThread ? (
              <Head name="newest" sorting={sorting}>
                Thread
              </Head>
            ) : (
              <Head name="post" sorting={sorting} isNumber>
                Post
              </Head>
            )}
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <LedgerLine key={claim.id} claim={claim} withThread={withThread} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = { name: Column; sorting: Sorting; isNumber?: boolean; children: string };

/** The farthest off and the newest come first, the others from the top of their order. */
const isDescending = (name: Column) => name === "factor" || name === "newest";

function Head({ name, sorting, isNumber, children }: HeadProps) {
  const isCurrent = sorting.order === name;
  const direction = isDescending(name) ? "descending" : "ascending";
  return (
    <th
      scope="col"
      className={isNumber ? "number" : undefined}
      // The newest thread first says nothing about an order of their names.
      aria-sort={isCurrent && name !== "newest" ? direction : undefined}
    >
      <a href={sorting.hrefOf(name)} aria-label={name === "newest" ? "Thread, newest claim first" : undefined}>
        {children}
      </a>
      {isCurrent && <span aria-hidden="true">{isDescending(name) ? " ↓" : " ↑"}</span>}
    </th>
  );
}

function LedgerLine({ claim, withThread }: { claim: Row; withThread: boolean }) {
  return (
    <tr data-status={claim.status} className={isTroubled(claim.status) ? "ledger-off" : undefined}>
      <td className="ledger-status">
        <StatusGlyph status={claim.status} /> {claim.word}
        {claim.isPrivate && <i> · only you see this yet</i>}
      </td>
      <td className="ledger-claim" dir="auto">
        <ClaimInContext claim={claim} />
        {claim.times !== undefined && claim.times > 1 && (
          <a className="ledger-more" href={`${paths.claim(claim)}#same`}>
            {`and ${claim.times - 1} more ${claim.times === 2 ? "claim" : "claims"} of the same`}
          </a>
        )}
      </td>
      <td className="number" data-label="stated">
        {claim.stated}
      </td>
      <td className="number" data-label="then">
        {claim.observedThen || "–"}
      </td>
      <td className="number" data-label="now">
        <b>{claim.observedNow || "–"}</b>
      </td>
      <td className="number ledger-factor">{claim.distance}</td>
      <td className="ledger-source">{claim.source || "none"}</td>
      <td className={withThread ? "ledger-place" : "ledger-place number"}>
        {withThread && <span className="ledger-thread">{claim.thread.title}, </span>}
        <a href={paths.postInThread(claim.thread, claim.post)}>
          <span className={withThread ? undefined : "ledger-post"}>post{"\u00a0"}</span>
          {claim.post.number}
        </a>
        {claim.also?.map(({ id, post }) => (
          <span key={id}>
            {", "}
            <a href={paths.postInThread(claim.thread, post)}>{post.number}</a>
          </span>
        ))}
      </td>
    </tr>
  );
}
