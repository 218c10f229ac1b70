import type { RefObject } from "react";
import { cite } from "../citation-edits";
import { applyEdit } from "./apply-edit";

/** The words that a pasted address has just linked. */
export type Linked = { words: string; address: string };

export const linkOf = ({ words, address }: Linked) => `[${words}](${address})`;

type Props = { field: RefObject<HTMLTextAreaElement>; linked: Linked; onDone(): void };

/** Offers to turn an address pasted over words into a citation. */
export function CiteInstead({ field, linked, onDone }: Props) {
  const change = () => {
    const element = field.current;
    const link = linkOf(linked);
    const at = element?.value.lastIndexOf(link) ?? -1;
    onDone();
    if (!element || at < 0) return;
    const text = element.value.slice(0, at) + linked.words + element.value.slice(at + link.length);
    const cited = cite({ text, start: at, end: at + linked.words.length }, linked.address);
    // One replacement beginning at the link, so that one undo reverts all of it.
    const after = text.slice(0, cited.from) + cited.insert + text.slice(cited.to);
    applyEdit(element, { ...cited, from: at, to: element.value.length, insert: after.slice(at) });
  };
  return (
    <p className="editor-offer" role="status">
      Linked.{" "}
      <button type="button" className="quiet" onClick={change}>
        Cite it as a source instead
      </button>
    </p>
  );
}
