import { type RefObject, useRef, useState } from "react";
import { paths } from "~/paths";
import { citeReferences } from "../citation-edits";
import { type FoundReference, JoinedReferences, type ReferenceChoice } from "../joined-references";
import type { Part } from "../split-references";
import { applyEdit, selectionOf } from "./apply-edit";
import { loadLateParts } from "./use-late-parts";

/** The result of importing a file; `problems` are the parts that couldn't be read. */
export type ReferenceNote = { id: number; words: string; problems: string[]; isRefusal: boolean };

const mostBytes = 20_000_000;

export const isReferenceFile = (file: File) => /\.(bib|bibtex|ris|json)$/i.test(file.name);

/**
 * Imports files of a reference manager: the server reads them, then definitions are added to the text. Of several references
 * in a file the author chooses.
 */
export function useReferences(field: RefObject<HTMLTextAreaElement>) {
  const [notes, setNotes] = useState<ReferenceNote[]>([]);
  // One is shown at a time. What is read meanwhile waits, because nothing can be written behind an open dialog.
  const [choices, setChoices] = useState<ReferenceChoice[]>([]);
  const open = useRef(0);
  const say = (words: string, isRefusal: boolean, problems: string[] = []) =>
    setNotes((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, words, isRefusal, problems }]);

  const define = (items: FoundReference[], problems: string[] = []) => {
    const element = field.current;
    if (!element || items.length === 0) return;
    applyEdit(element, citeReferences(selectionOf(element), items));
    say(
      items.length === 1
        ? `“${items[0]!.title}” is cited where the caret was, and defined at the end.`
        : `${items.length} references are defined at the end of the text: cite them with [^.`,
      false,
      problems,
    );
  };

  /** One after the other, so that their references stand in the order of the files. */
  const add = async (files: File[]) => {
    for (const file of files) await addOne(file);
  };

  const addOne = async (file: File) => {
    if (file.size > mostBytes) return say(`${file.name} is larger than 20 MB: export a part of your library.`, true);
    const parts = await loadLateParts().catch(() => null);
    if (!parts) return say(`${file.name}: no connection: it was not read. Your text is kept.`, true);
    const text = parts.decodeText(new Uint8Array(await file.arrayBuffer()));
    if (text.trim() === "") return say(`${file.name} is empty.`, true);
    const pieces = parts.splitReferences(text);
    if (pieces.length > 1) say(`Reading ${file.name} …`, false);
    const { items, problems, refusal } = await readParts(pieces);
    if (items.length === 0)
      return say(
        refusal ? `${file.name}: ${refusal}` : `${file.name} holds no reference in BibTeX, RIS or CSL-JSON.`,
        true,
        problems,
      );
    const all = refusal ? [...problems, `The rest of the file was not read: ${refusal}`] : problems;
    if (items.length === 1 && open.current === 0) return define(items, all);
    open.current += 1;
    setChoices((before) => [...before, { id: (before.at(-1)?.id ?? 0) + 1, file: file.name, items, problems: all }]);
  };

  const [choice = null] = choices;
  const choose = (items: FoundReference[]) => {
    open.current -= 1;
    setChoices((before) => before.slice(1));
    define(items, choice?.problems);
  };

  return { notes, choice, choose, add };
}

type Read = { items: FoundReference[]; problems: string[]; refusal: string };

/** Reads one part after the other. A part that is refused by itself costs itself; without an answer the rest stays unread. */
async function readParts(parts: Part[]): Promise<Read> {
  const joined = new JoinedReferences(parts);
  const all = (refusal: string): Read => ({ items: joined.items, problems: joined.problems, refusal });
  for (const part of parts) {
    const answer = await readPart(part.text);
    if ("refusal" in answer && (answer.isOver || parts.length === 1)) return all(answer.refusal);
    if ("refusal" in answer) joined.note(`A part of the file was not read: ${answer.refusal}`);
    else joined.add(part, answer);
  }
  return all("");
}

type Answer = Pick<Read, "items" | "problems"> | { refusal: string; isOver: boolean };

async function readPart(text: string): Promise<Answer> {
  try {
    const response = await fetch(paths.importSources(), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: text.replaceAll("\0", "") }),
    });
    const answer = (await response.json()) as Read & { detail?: string };
    if (response.ok) return answer;
    const isOver = response.status === 429 || response.status === 401 || response.status === 403;
    return { refusal: answer.detail ?? "it can’t be read just now.", isOver };
  } catch (error) {
    // An answer that is no JSON comes from something between here and the server.
    return error instanceof SyntaxError
      ? { refusal: "the server can’t read it just now. Your text is kept.", isOver: true }
      : { refusal: "no connection: it was not read. Your text is kept.", isOver: true };
  }
}
