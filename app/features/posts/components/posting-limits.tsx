import { paths } from "~/paths";

/** Limits that hold for this member, said before the form is filled in. */
export function PostingLimits({ sentences, isNew }: { sentences: string[]; isNew: boolean }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="posting-limits">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {isNew && (
        <li>
          <a href={paths.limits()}>All limits</a>
        </li>
      )}
    </ul>
  );
}
