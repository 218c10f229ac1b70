import type { Edit, Selection } from "../insertions";

export const selectionOf = (field: HTMLTextAreaElement): Selection => ({
  text: field.value,
  start: field.selectionStart,
  end: field.selectionEnd,
});

/** Applies a replacement like typing, so that the browser can undo it. */
export function applyEdit(field: HTMLTextAreaElement, { from, to, insert, start, end }: Edit) {
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated without a successor: the only way into a text field's undo history.
  // Behind a dialog a field takes no focus, and the command would write into the dialog.
  const isDone =
    document.activeElement === field &&
    (insert === "" ? from === to || document.execCommand("delete") : document.execCommand("insertText", false, insert));
  if (!isDone) {
    field.setRangeText(insert, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start, end);
}

/** Replaces a part that isn't being typed: focus, caret and selection stay where they are. */
export function replaceInPlace(field: HTMLTextAreaElement, from: number, to: number, insert: string) {
  field.setRangeText(insert, from, to, "preserve");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
