import type { ReferenceNote } from "./use-references";

/** The results of importing files of references. */
export function ReferenceNotes({ notes }: { notes: ReferenceNote[] }) {
  return (
    <div role="status" className="reference-notes">
      {notes.map(({ id, words, problems, isRefusal }) => (
        <div key={id} className={isRefusal ? "signal" : undefined}>
          <p>{words}</p>
          {problems.length > 0 && (
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  );
}
