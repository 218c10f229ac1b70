/**
 * The keys of a combobox (ARIA 1.2): a field whose list of options one walks through without leaving the field. Pure, so
 * that the search box, which runs without React, and the fields in React share one behaviour.
 */

/** `active` is the place of the option that a key would take, from 0; -1 while the field itself is active. */
export type Combobox = { isOpen: boolean; count: number; active: number };

/** In which ways fields differ. */
export type Manner = {
  /** The option that is active when the list opens: the first (0) or none (-1). */
  begins: 0 | -1;
  /** An arrow in the closed field asks for the list. */
  opensByArrow: boolean;
  /** Arrows stop at the field between the last option and the first. */
  passesField: boolean;
  /** Tab takes the active option, or the first. */
  takesByTab: boolean;
  /** Enter never reaches the form, because the field is in the middle of one. */
  keepsEnter: boolean;
  /** Escape in the closed field empties it. */
  clearsByEscape: boolean;
};

/** Whether an input method is using the key (older browsers say 229): then it is nobody else's. */
export const isComposed = ({ isComposing, keyCode }: Pick<KeyboardEvent, "isComposing" | "keyCode">) =>
  isComposing || keyCode === 229;

/** The Latin letter of a key, in lower case: what it writes, or on other layouts what is at its place on a US keyboard. */
export const letterOf = ({ key, code }: Pick<KeyboardEvent, "key" | "code">) =>
  /^[a-z]$/i.test(key) ? key.toLowerCase() : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key);

/** The part of a keyboard event that counts, of the browser's as of React's. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "keyCode">;

/** `left`: the key is the browser's. All other outcomes belong to the list; only `returned` leaves the key its effect. */
export type Outcome =
  | { act: "left" | "kept" | "open" | "close" | "clear" }
  | { act: "move" | "return"; active: number }
  | { act: "take"; index: number };

export const closed: Combobox = { isOpen: false, count: 0, active: -1 };

/** The list with so many options; a list without any is closed. */
export const opened = (count: number, { begins }: Manner): Combobox =>
  count > 0 ? { isOpen: true, count, active: begins } : closed;

/** What a key does. A key that an input method is using (`isComposing`, or 229 in older browsers) is never ours. */
export function pressed({ isOpen, count, active }: Combobox, press: Press, manner: Manner): Outcome {
  if (isComposed(press) || press.ctrlKey || press.metaKey || press.altKey) return { act: "left" };
  const hasActive = isOpen && active >= 0 && active < count;
  switch (press.key) {
    case "ArrowDown":
    case "ArrowUp":
      if (!isOpen) return { act: manner.opensByArrow ? "open" : "left" };
      return count > 0 ? { act: "move", active: next(active, count, press.key, manner) } : { act: "kept" };
    case "Home":
    case "End":
      return hasActive ? { act: "return", active: -1 } : { act: "left" };
    case "Enter":
      if (hasActive) return { act: "take", index: active };
      return { act: manner.keepsEnter ? "kept" : "left" };
    case "Tab":
      return isOpen && count > 0 && manner.takesByTab ? { act: "take", index: Math.max(0, active) } : { act: "left" };
    case "Escape":
      if (isOpen) return { act: "close" };
      return { act: manner.clearsByEscape ? "clear" : "left" };
    default:
      return { act: "left" };
  }
}

/** Whether the browser's own effect of the key is to be prevented. */
export const isPrevented = ({ act }: Outcome) => act !== "left" && act !== "return";

function next(active: number, count: number, key: "ArrowDown" | "ArrowUp", { passesField }: Manner): number {
  const last = count - 1;
  if (key === "ArrowDown") return active < last ? active + 1 : passesField ? -1 : 0;
  if (active > 0) return active - 1;
  return active === 0 && passesField ? -1 : last;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

/** The attributes that say to a screen reader what is open and which option is active; undefined where one is absent. */
export function fieldAttributes({ isOpen, active }: Combobox, listId: string) {
  return {
    "aria-autocomplete": "list",
    "aria-controls": isOpen ? listId : undefined,
    "aria-activedescendant": isOpen && active >= 0 ? optionId(listId, active) : undefined,
  } as const;
}

/** The same for a field of one line. A field of many lines can't have the role, which html allows inputs only. */
export const comboboxAttributes = (state: Combobox, listId: string) =>
  ({ role: "combobox", "aria-expanded": state.isOpen, ...fieldAttributes(state, listId) }) as const;
