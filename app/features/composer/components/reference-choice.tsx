import { useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { FoundReference, ReferenceChoice } from "../joined-references";
import { ReferenceProblems, ReferenceRow } from "./reference-row";

type Props = { choice: ReferenceChoice; onChoose: (items: FoundReference[]) => void };

/** So many rows are shown at once; words narrow the list. */
const mostRows = 100;

/** The references of a file as a list to choose from. */
export function ReferenceChoiceList({ choice: { file, items, problems }, onChoose }: Props) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => dialog.current?.showModal(), []);

  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = items.filter((item) => {
    const text = `${item.title} ${item.byline} ${item.key}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
  const toggle = (key: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });

  // Outside the form, so that its draft doesn't include these fields.
  return createPortal(
    <dialog
      ref={dialog}
      className="choice-dialog reference-choice"
      aria-labelledby={title}
      onClose={() => onChoose([])}
    >
      <h2 id={title}>
        {items.length.toLocaleString("en-US")} {items.length === 1 ? "reference" : "references"} in {file}
      </h2>
      <label>
        Narrow the list by title, author, year or key
        <input type="search" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <ul className="reference-choice-found">
        {matching.slice(0, mostRows).map((item) => (
          <li key={item.key}>
            <ReferenceRow reference={item}>
              <input type="checkbox" checked={chosen.has(item.key)} onChange={() => toggle(item.key)} />
            </ReferenceRow>
          </li>
        ))}
      </ul>
      <p role="status">
        {matching.length > mostRows
          ? `${(matching.length - mostRows).toLocaleString("en-US")} more: narrow the list to see them.`
          : matching.length === 0 && "No reference has these words."}
      </p>
      <ReferenceProblems problems={problems} />
      <p className="form-actions">
        <button
          type="button"
          className="button button-primary"
          disabled={chosen.size === 0}
          onClick={() => onChoose(items.filter(({ key }) => chosen.has(key)))}
        >
          {chosen.size === 0 ? "Add the chosen ones" : `Add ${chosen.size} to the text`}
        </button>
        <button type="button" className="button" onClick={() => onChoose([])}>
          Add none
        </button>
      </p>
    </dialog>,
    document.body,
  );
}
