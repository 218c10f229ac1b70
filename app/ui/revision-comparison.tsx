import type { ReactNode } from "react";
import { Diff, type DiffPart } from "./diff";
import { Time } from "./time";

type Revision = {
  number: number;
  reason: string;
  createdAt: string;
  /** Nobody, where a text came with the site. */
  editor: { name: string; href: string } | null;
  /** A moderator erased its text. */
  isErased?: boolean;
};

type Props = {
  /** Newest first. */
  revisions: Revision[];
  from: number;
  to: number;
  diff: DiffPart[];
  /** What stands in the place of the first revision's reason. */
  first: string;
  /** Where the later revision can also be seen as readers saw it, and its words compared. */
  views?: { changes: string; shown: string };
  /** The later revision as readers saw it, in the place of the comparison. */
  shown?: ReactNode;
};

/** A text's revisions with a form that chooses two, and their differences. */
export function RevisionComparison({ revisions, from, to, diff, first, views, shown }: Props) {
  return (
    <>
      <form method="get" className="history-choice">
        <table className="revision-rows">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Revision</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map((revision) => (
              <tr key={revision.number}>
                <td>
                  <Choice name="from" number={revision.number} chosen={from} />
                </td>
                <td>
                  <Choice name="to" number={revision.number} chosen={to} />
                </td>
                <td>
                  <b>{revision.number}</b> <Time at={revision.createdAt} />
                  {revision.editor && (
                    <>
                      {" by "}
                      <a href={revision.editor.href}>{revision.editor.name}</a>
                    </>
                  )}
                </td>
                <td>{reasonOf(revision, first)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {revisions.length > 1 && <button className="button">Compare</button>}
      </form>
      <h2>{from === to || shown ? `Revision ${to}` : `From revision ${from} to ${to}`}</h2>
      {views && (
        <nav className="segments" aria-label="View">
          <a href={views.changes} aria-current={shown ? undefined : "page"}>
            {from === to ? "Source" : "Words changed"}
          </a>
          <a href={views.shown} aria-current={shown ? "page" : undefined}>
            As readers saw it
          </a>
        </nav>
      )}
      {shown ?? (
        <>
          {diff.every((part) => part.kind === "same") && from !== to && <p>The two are the same.</p>}
          <Diff parts={diff} />
        </>
      )}
    </>
  );
}

const reasonOf = ({ number, reason, isErased }: Revision, first: string) =>
  isErased ? "its text was erased by a moderator" : reason || (number === 1 ? first : "–");

function Choice({ name, number, chosen }: { name: "from" | "to"; number: number; chosen: number }) {
  return (
    <input
      type="radio"
      name={name}
      value={number}
      defaultChecked={number === chosen}
      aria-label={`Compare ${name} revision ${number}`}
    />
  );
}

const numberIn = (text: string | null, fallback: number) =>
  text === null ? fallback : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;

/**
 * The two revisions in an address (`?from=1&to=3`); by default the newest and the one before; null for invalid
 * numbers.
 */
export function askedRevisions(search: URLSearchParams, newest: number): { from: number; to: number } | null {
  const to = numberIn(search.get("to"), newest);
  const from = numberIn(search.get("from"), Math.max(1, (to ?? 1) - 1));
  return to && from ? { from, to } : null;
}
