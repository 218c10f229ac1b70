import { element } from "./card-content";
import { copyOf } from "./source-card";

/** The note for a mark, from its entry in the post's lists; null for a number that needs none. */
export function noteOf(mark: HTMLElement, entry: HTMLElement | null): HTMLElement | null {
  if (!entry) return null;
  const kind = mark.dataset["cardKind"] ?? "source";
  if (kind === "claim") return "note" in entry.dataset ? claimNote(mark, entry) : null;
  return kind === "note" ? writersNote(mark, entry) : sourceNote(mark, entry);
}

function claimNote(mark: HTMLElement, entry: HTMLElement) {
  const word = entry.querySelector(".claim-word")?.textContent ?? "";
  const how = element("a", "How");
  how.href = mark.getAttribute("href") ?? "";
  const glyph = entry.querySelector(".glyph")?.cloneNode(true);
  const note = noteWith(glyph ?? "", [
    element("b", word.charAt(0).toUpperCase() + word.slice(1)),
    ` ${entry.querySelector(".claim-found")?.textContent ?? ""} `,
    how,
  ]);
  note.dataset["status"] = entry.dataset["status"] ?? "";
  return note;
}

function sourceNote(mark: HTMLElement, entry: HTMLElement) {
  const title = entry.querySelector<HTMLElement>(".source-title");
  if (!title) return null;
  const named = title.cloneNode(true) as HTMLElement;
  const bold = element("b");
  bold.append(named);
  const use = entry.querySelector<HTMLElement>(`[data-use="${CSS.escape(mark.id)}"]`);
  const words = use && copyOf(use);
  // A number within a range such as 1–5 shows nothing: its entry is named after it.
  return noteWith(mark.textContent || (/\d+$/.exec(entry.id)?.[0] ?? ""), [
    bold,
    entry.querySelector(".source-rest")?.textContent ?? "",
    entry.querySelector(".source-status")?.textContent ?? "",
    ...(words ? [". ", ...words.childNodes] : []),
  ]);
}

const writersNote = (mark: HTMLElement, entry: HTMLElement) =>
  noteWith(mark.textContent ?? "", [...copyOf(entry).childNodes]);

function noteWith(sign: Node | string, parts: (Node | string)[]) {
  const note = element("div", "", "margin-note");
  const signed = element("span", "", "margin-note-sign");
  signed.append(sign);
  const text = element("div", "", "margin-note-text");
  text.append(...parts);
  const more = element("button", "more", "margin-note-more");
  more.type = "button";
  note.append(signed, text, more);
  // The mark leads to the same places by keyboard.
  for (const stop of note.querySelectorAll<HTMLElement>("a, button")) stop.tabIndex = -1;
  return note;
}
