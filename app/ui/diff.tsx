/** A part of a comparison of two texts. */
export type DiffPart = { kind: "same" | "added" | "removed"; text: string };

/** Shows a comparison: removed text struck through, added text underlined. */
export function Diff({ parts }: { parts: DiffPart[] }) {
  return (
    <pre className="diff" tabIndex={0} aria-label="Words removed and added" role="group">
      {parts.map((part, index) =>
        part.kind === "same" ? (
          <span key={index}>{part.text}</span>
        ) : part.kind === "added" ? (
          <ins key={index}>{part.text}</ins>
        ) : (
          <del key={index}>{part.text}</del>
        ),
      )}
    </pre>
  );
}
