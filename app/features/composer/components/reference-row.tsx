import type { ReactNode } from "react";
import type { FoundReference } from "../joined-references";

/** A reference to choose: its check box, and what it is. */
export function ReferenceRow({ reference, children }: { reference: FoundReference; children: ReactNode }) {
  const { title, byline, citekey } = reference;
  return (
    <label className="reference-row">
      {children}
      <span dir="auto">
        {title}
        {byline && <span className="reference-byline">, {byline}</span>}
        {citekey && <span className="reference-byline"> · cited here as {citekey}</span>}
      </span>
    </label>
  );
}

/** What can't be read of a file, folded. */
export function ReferenceProblems({ problems }: { problems: string[] }) {
  if (problems.length === 0) return null;
  return (
    <details>
      <summary>{problems.length === 1 ? "One part of the file has a problem" : `${problems.length} problems`}</summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </details>
  );
}
