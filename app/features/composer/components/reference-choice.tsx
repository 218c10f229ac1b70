import { useLayoutEffect, useRef, useState } from "react";
import { inThousands } from "~/ui/count";
import type { FoundReference, ReferenceChoice } from "../joined-references";
import { ChoiceDialog } from "./choice-dialog";
import { ReferenceProblems, ReferenceRow } from "./reference-row";

type Props = { choice: ReferenceChoice; onChoose: (items: FoundReference[]) => void };

/** So many rows are shown at once; words narrow the list. */
const mostRows = 100;

/** The references of a file as a list to choose from. */
export function ReferenceChoiceList({ choice: { file, items, problems }, onChoose }: Props) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const dialog = useRef<HTMLDialogElement>(null);
  const isAnswered = useRef(false);
  // The focus is taken away first and given back here: from a dialog a text field gets it in Chromium with the caret at its
  // beginning.
  const focused = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    focused.current = document.activeElement as HTMLElement | null;
    focused.current?.blur();
  }, []);
  const leave = () => {
    if (isAnswered.current) return;
    focused.current?.focus({ preventScroll: true });
    onChoose([]);
  };

  // The text can take the focus, and what is inserted, once nothing lies over it any more.
  const add = () => {
    isAnswered.current = true;
    dialog.current?.close();
    onChoose(items.filter(({ key }) => chosen.has(key)));
  };

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

  return (
    <ChoiceDialog
      dialog={dialog}
      className="reference-choice"
      title={`${inThousands(items.length)} ${items.length === 1 ? "reference" : "references"} in ${file}`}
      onClose={leave}
    >
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
          ? `${inThousands(matching.length - mostRows)} more: narrow the list to see them.`
          : matching.length === 0 && "No reference has these words."}
      </p>
      <ReferenceProblems problems={problems} />
      <p className="form-actions">
        <button type="button" className="button button-primary" disabled={chosen.size === 0} onClick={add}>
          {chosen.size === 0 ? "Add the chosen ones" : `Add ${chosen.size} to the text`}
        </button>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          Add none
        </button>
      </p>
    </ChoiceDialog>
  );
}
