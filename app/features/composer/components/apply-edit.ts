import type { Edit, Selection } from "../markdown-edits";

export const selectionOf = (field: HTMLTextAreaElement): Selection => ({
  text: field.value,
  start: field.selectionStart,
  end: field.selectionEnd,
});

/** Makes a replacement as if it had been typed, so that the browser's own undo takes it back. */
export function applyEdit(field: HTMLTextAreaElement, { from, to, insert, start, end }: Edit) {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated and without a successor: the one way into a text field's history of undoing.
  const isDone =
    insert === "" ? from === to || document.execCommand("delete") : document.execCommand("insertText", false, insert);
  if (!isDone) {
    field.setRangeText(insert, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start, end);
}
