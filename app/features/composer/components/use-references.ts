import { type RefObject, useState } from "react";
import { paths } from "~/paths";
import { citeReferences } from "../citation-edits";
import { applyEdit, selectionOf } from "./apply-edit";

/** The result of importing a file; `problems` are the parts that couldn't be read. */
export type ReferenceNote = { id: number; words: string; problems: string[]; isRefusal: boolean };

const mostBytes = 200_000;

export const isReferenceFile = (file: File) => /\.(bib|bibtex|ris|json)$/i.test(file.name);

/** Imports files of a reference manager: the server reads them, then definitions are added to the text. */
export function useReferences(field: RefObject<HTMLTextAreaElement>) {
  const [notes, setNotes] = useState<ReferenceNote[]>([]);
  const say = (words: string, isRefusal: boolean, problems: string[] = []) =>
    setNotes((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, words, isRefusal, problems }]);

  const add = async (file: File) => {
    if (file.size > mostBytes) return say(`${file.name} is too long: 200,000 characters are read at once.`, true);
    const answer = await readReferences(await file.text());
    if (typeof answer === "string") return say(`${file.name}: ${answer}`, true);
    const { items, problems } = answer;
    const element = field.current;
    if (!element || items.length === 0)
      return say(`${file.name} holds no reference in BibTeX, RIS or CSL-JSON.`, true, problems);
    applyEdit(element, citeReferences(selectionOf(element), items));
    say(
      items.length === 1
        ? `“${items[0]!.title}” is cited where the caret was, and defined at the end.`
        : `${items.length} references are defined at the end of the text: cite them with [^.`,
      false,
      problems,
    );
  };

  return { notes, add };
}

type Read = { items: { key: string; title: string; definition: string }[]; problems: string[] };

async function readReferences(text: string): Promise<Read | string> {
  try {
    const response = await fetch(paths.importSources(), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text }),
    });
    const answer = (await response.json()) as Read & { detail?: string };
    return response.ok ? answer : (answer.detail ?? "it can't be read just now.");
  } catch (error) {
    // An answer that is no JSON comes from something between here and the server.
    return error instanceof SyntaxError
      ? "the server can't read it just now. Your text is kept."
      : "no connection: it was not read. Your text is kept.";
  }
}
