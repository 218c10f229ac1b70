import { isComposed, letterOf } from "./combobox";

/** Where single keys write, choose or move, and so are no shortcuts. */
const fields =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], [role=listbox], [role=slider]";

/** Whether keys write, choose or move now, because a field has the focus or something lies over the page. */
export const areKeysTaken = (): boolean =>
  document.activeElement?.closest(fields) != null || document.querySelector("dialog:modal, :popover-open") !== null;

/**
 * The key of a shortcut of one key: pressed alone, outside of fields and of what lies over the page, by a reader who has not
 * switched these shortcuts off. Letters are in lower case, digits count too; "/" and "?" are what is written, wherever they are on the keyboard.
 */
export function singleKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposed(event)) return null;
  if (document.documentElement.dataset["keys"] === "off") return null;
  const { target } = event;
  if (target instanceof Element && target.closest(fields)) return null;
  if (areKeysTaken()) return null;
  if (event.key === "/" || event.key === "?") return event.key;
  const letter = letterOf(event);
  return event.shiftKey || !/^[a-z\d]$/.test(letter) ? null : letter;
}
